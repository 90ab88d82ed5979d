"""The API: what machines read and bring, by tokens that open one application or act as a person."""
