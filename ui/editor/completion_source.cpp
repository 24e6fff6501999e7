// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/completion_source.h"

namespace hearth::ui {

CatalogSource::CatalogSource(MetricCatalog& catalog, QObject* parent)
    : CompletionSource(parent)
    , m_catalog(catalog) {
    connect(&catalog, &MetricCatalog::metricsChanged, this, &CompletionSource::changed);
    connect(&catalog, &MetricCatalog::labelNamesChanged, this, &CompletionSource::changed);
    connect(&catalog, &MetricCatalog::labelValuesChanged, this, &CompletionSource::changed);
}

} // namespace hearth::ui
