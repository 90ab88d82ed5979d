"""Addresses of the vault."""

from django.urls import path

from secops.incidents.vault.views import disposals, handovers, items, leaving, originals

urlpatterns = [
    path("vault/", items.vault, name="vault"),
    path("vault/new/", items.take_in_item, name="evidence-new"),
    path("vault/export/", leaving.export_items, name="evidence-export"),
    path("handovers/new/", handovers.handover_new, name="handover-new"),
    path("handovers/<int:pk>/", handovers.handover, name="handover"),
    path("handovers/<int:pk>/done/", handovers.handover_done, name="handover-done"),
    path("disposals/", disposals.disposals, name="disposals"),
    path("disposals/new/", disposals.disposal_new, name="disposal-new"),
    path("disposals/<int:pk>/", disposals.disposal, name="disposal"),
    path("disposals/<int:pk>/done/", disposals.disposal_done, name="disposal-done"),
    path("disposals/<int:pk>/drop/", disposals.disposal_drop, name="disposal-drop"),
    path("vault/<str:code>/", items.item, name="evidence-item"),
    path("vault/<str:code>/download/", leaving.download, name="evidence-download"),
    path("vault/<str:code>/custody.pdf", items.custody, name="evidence-custody"),
    path("vault/<str:code>/check/", items.check, name="evidence-check"),
    path("vault/<str:code>/note/", items.note, name="evidence-note"),
    path("vault/<str:code>/hold/", items.hold, name="evidence-hold"),
    path("vault/<str:code>/release/", items.release, name="evidence-release"),
    path("vault/<str:code>/incident/", items.link, name="evidence-link"),
    path("leak-originals/<int:pk>/", originals.original, name="evidence-original"),
]
