// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/async_source.h"

namespace hearth::ui {

AsyncSource::AsyncSource(std::shared_ptr<datasource::DataSource> source, QObject* parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_background(QStringLiteral("hearth-ask"), kThreads) {}

void AsyncSource::setSource(std::shared_ptr<datasource::DataSource> source) {
    m_background.cancelAll();
    m_source = std::move(source);
    emit sourceChanged();
}

} // namespace hearth::ui
