/** An answer of GitHub that refuses a request. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    details: {
      readonly errors?: readonly unknown[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.headers = details.headers ?? {};
    this.body = {
      message,
      ...(details.errors === undefined ? {} : { errors: details.errors }),
      documentation_url: "https://docs.github.com/rest",
      status: String(status),
    };
  }
}

export function notFound(): ApiError {
  return new ApiError(404, "Not Found");
}

export function validationFailed(resource: string, field: string, message: string): ApiError {
  return new ApiError(422, "Validation Failed", {
    errors: [{ resource, code: "custom", field, message }],
  });
}
