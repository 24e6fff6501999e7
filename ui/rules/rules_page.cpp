// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rules_page.h"

namespace hearth::ui {

RulesPage::RulesPage(AsyncSource& source, QWidget* parent)
    : Page(parent)
    , m_source(source) {}

void RulesPage::refresh() {
    std::ignore = m_source;
}

void RulesPage::showRule(const QString& /*name*/) {}

void RulesPage::setFilterText(const QString& /*text*/) {}

} // namespace hearth::ui
