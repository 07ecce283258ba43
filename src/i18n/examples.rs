super::catalogue! {}
