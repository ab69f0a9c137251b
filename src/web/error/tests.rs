use super::*;

struct Details {
    message: &'static str,
    constraint: Option<&'static str>,
    table: Option<&'static str>,
}

impl DatabaseErrorInformation for Details {
    fn message(&self) -> &str {
        self.message
    }
    fn details(&self) -> Option<&str> {
        None
    }
    fn hint(&self) -> Option<&str> {
        None
    }
    fn table_name(&self) -> Option<&str> {
        self.table
    }
    fn column_name(&self) -> Option<&str> {
        None
    }
    fn constraint_name(&self) -> Option<&str> {
        self.constraint
    }
    fn statement_position(&self) -> Option<i32> {
        None
    }
}

fn taken(message: &'static str, constraint: Option<&'static str>, table: Option<&'static str>) -> Error {
    let details = Box::new(Details { message, constraint, table });
    diesel::result::Error::DatabaseError(DatabaseErrorKind::UniqueViolation, details).into()
}

#[test]
fn a_taken_name_is_a_mistake_in_its_field() {
    for error in [
        taken("UNIQUE constraint failed: accounts.email", None, None),
        taken("duplicate key value", Some("accounts_email_key"), Some("accounts")),
    ] {
        assert_eq!(error.to_string(), "invalid: email: form-taken");
        assert_eq!(error.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let error = taken("UNIQUE constraint failed: actors.host, actors.username", None, None);
    assert_eq!(error.to_string(), "invalid: username: form-taken");
}

#[test]
fn missing_and_forbidden_differ_in_the_log_only() {
    let missing = Error::from(diesel::result::Error::NotFound);
    let forbidden = Error::forbidden("not an administrator");
    assert_eq!(missing.status_code(), forbidden.status_code());
    assert_eq!(missing.key(), forbidden.key());
    assert_ne!(missing.to_string(), forbidden.to_string());
}

#[test]
fn a_refusal_says_when_to_come_back() {
    let response = Error::too_many(Duration::from_millis(1500)).error_response();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.headers().get(header::RETRY_AFTER).and_then(|v| v.to_str().ok()), Some("2"));
}

#[test]
fn field_errors_add_up() {
    let mut errors = FieldErrors::new();
    assert!(errors.clone().into_result().is_ok());
    errors.add("name", "form-taken");
    errors.add("", Message::new("form-required"));
    let error = errors.into_result().err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("invalid: name: form-taken, : form-required"));
}
