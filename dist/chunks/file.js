import{t as e}from"./dist.js";import{t}from"./query.js";import{t as n}from"./repository.js";import{n as r,t as i}from"./named-commit.js";var a=e();async function o(e,r,i,a){let o={action:`read \`${i}\` of ${n(r)}`,permission:`contents: read`},l=(await t(e,o,c,{...r,path:i,expression:a===null?`HEAD`:`refs/heads/${a}`,first:20})).repository.object?.history?.nodes;return l===void 0?null:l.map(s)}function s({committedDate:e,associatedPullRequests:t,file:n}){let{text:r=null,isTruncated:i=!0}=n?.object??{},a=[e,...t.nodes.flatMap(({mergedAt:e})=>e??[])].map(e=>Date.parse(e)),o=new Date(Math.max(...a)).toISOString();return{text:i?null:r,since:o}}const c=`query FileVersions($owner: String!, $name: String!, $path: String!, $expression: String!, $first: Int!) {
  repository(owner: $owner, name: $name) {
    object(expression: $expression) {
      ... on Commit {
        history(first: $first, path: $path) {
          nodes {
            committedDate
            associatedPullRequests(first: 5) { nodes { mergedAt } }
            file(path: $path) { object { ... on Blob { text isTruncated } } }
          }
        }
      }
    }
  }
}`,l=async({environment:e,source:t},n,r)=>{let{path:i,branch:a}=t,[s=``,c=``]=t.repository?.split(`/`)??[],l=await(t.repository===null?o(n.client,n.repository,i,a):o(n.elsewhere,{owner:s,name:c},i,a)),f=`\`${t.repository===null?``:`${t.repository}:`}${i}\``,[p,...m]=l??[];if(p===void 0)return[{state:`unknown`,environment:e,reason:`there is no file ${f}.`}];let h=await d(p,t,n);return h.state===`unknown`?[{state:`unknown`,environment:e,reason:`${f}: ${h.reason}`}]:[{state:`live`,environment:e,sha:h.sha,since:p.since,rollout:null,earlier:await u(p.since,m,t,n,r),by:`by ${f}`}]};async function u(e,t,n,r,i){let a=[],o=e;for(let e of t){if(Date.parse(o)<=i)break;let t=await d(e,n,r);if(t.state===`unknown`)break;o=e.since,a.push({sha:t.sha,since:o})}return a}function d({text:e},{pointer:t,format:n},a){let o=e===null?null:f(e);if(o===null)return Promise.resolve({state:`unknown`,reason:`it cannot be read as YAML or JSON.`});let s=o.map(e=>r(e,t)).filter(e=>e!==void 0);return i(a,s.length===1?s[0]:void 0,n)}function f(e){let t=(0,a.parseAllDocuments)(e);if(!Array.isArray(t))return[];if(t.some(({errors:e})=>e.length>0))return null;try{return t.map(e=>e.toJS({maxAliasCount:50}))}catch{return null}}export{l as readFileSource};