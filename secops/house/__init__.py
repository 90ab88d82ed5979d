"""The house style that every app uses: frame, parts, tables, paging, charts, export."""
