// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alerts_page.h"

namespace hearth::ui {

AlertsPage::AlertsPage(AsyncSource& source, QWidget* parent)
    : Page(parent)
    , m_source(source) {}

void AlertsPage::refresh() {
    std::ignore = m_source;
}

void AlertsPage::showAlert(const QString& /*fingerprint*/) {}

void AlertsPage::setFilterText(const QString& /*text*/) {}

} // namespace hearth::ui
