// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/page_stack.h"

#include <algorithm>

namespace hearth::ui {

void PageStack::addFactory(const QString& name, Factory factory) {
    m_pages.push_back({name, std::move(factory)});
}

QWidget* PageStack::page(int page) {
    auto& entry = m_pages[static_cast<std::size_t>(page)];
    if (entry.widget == nullptr) {
        entry.widget = entry.factory();
        addWidget(entry.widget);
    }
    return entry.widget;
}

void PageStack::visit(int page) {
    if (page < 0 || page >= static_cast<int>(m_pages.size()) || page == currentPage()) {
        return;
    }
    m_history.resize(static_cast<std::size_t>(m_place + 1));
    m_history.push_back(page);
    if (m_history.size() > kMaxHistory) {
        m_history.erase(m_history.begin());
    }
    m_place = static_cast<int>(m_history.size()) - 1;
    showPlace();
}

void PageStack::visit(const QString& name) {
    const auto found = std::ranges::find(m_pages, name, &Entry::name);
    visit(found == m_pages.end() ? 0 : static_cast<int>(found - m_pages.begin()));
}

void PageStack::back() {
    if (canGoBack()) {
        --m_place;
        showPlace();
    }
}

void PageStack::forward() {
    if (canGoForward()) {
        ++m_place;
        showPlace();
    }
}

QString PageStack::currentName() const {
    const int page = currentPage();
    return page < 0 ? QString() : m_pages[static_cast<std::size_t>(page)].name;
}

void PageStack::showPlace() {
    setCurrentWidget(page(currentPage()));
    emit pageChanged(currentPage());
}

} // namespace hearth::ui
