// SPDX-License-Identifier: GPL-3.0-or-later
#include "silences/silences_page.h"

namespace hearth::ui {

SilencesPage::SilencesPage(AsyncSource& source, QWidget* parent)
    : Page(parent)
    , m_source(source) {}

void SilencesPage::refresh() {
    std::ignore = m_source;
}

void SilencesPage::draft(const datasource::Silence& /*silence*/) {}

void SilencesPage::showSilence(const QString& /*id*/) {}

void SilencesPage::setFilterText(const QString& /*text*/) {}

} // namespace hearth::ui
