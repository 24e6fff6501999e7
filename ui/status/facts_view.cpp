// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/facts_view.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>

#include "models/plain_text.h"
#include "widgets/cell_delegate.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr int kMinNameWidth = 240;
constexpr int kIndentation = 16;

void fill(QTreeWidgetItem* item, const std::pair<QString, QString>& fact) {
    item->setText(0, fact.first);
    item->setText(1, fact.second);
    item->setToolTip(0, plainToolTip(fact.first));
    item->setToolTip(1, plainToolTip(fact.second));
}

} // namespace

FactsView::FactsView(QWidget* parent)
    : QTreeWidget(parent) {
    setFrameShape(QFrame::NoFrame);
    setColumnCount(2);
    setUniformRowHeights(true);
    setItemDelegate(new CellDelegate(this));
    setHeaderHidden(true);
    setIndentation(kIndentation);
    setSelectionMode(ExtendedSelection);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setTextElideMode(Qt::ElideRight);
    setVerticalScrollMode(ScrollPerPixel);
    m_copy = new QAction(tintedIcon(QStringLiteral("copy")), QString(), this);
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    addAction(m_copy);
    connect(m_copy, &QAction::triggered, this, &FactsView::copySelection);
    retranslateUi();
}

void FactsView::retranslateUi() {
    setHeaderLabels({tr("Name"), tr("Value")});
    m_copy->setText(tr("Copy"));
}

void FactsView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QTreeWidget::changeEvent(event);
}

bool FactsView::sameShape(const std::vector<Group>& groups) const {
    return std::ranges::equal(groups, m_groups, [](const Group& a, const Group& b) {
        return a.title == b.title && a.facts.size() == b.facts.size();
    });
}

void FactsView::setGroups(const std::vector<Group>& groups) {
    if (!sameShape(groups)) {
        rebuild(groups);
        m_groups = groups;
        return;
    }
    int top = 0;
    for (const auto& group : groups) {
        auto* parent = group.title.isEmpty() ? invisibleRootItem() : topLevelItem(top++);
        for (std::size_t i = 0; i < group.facts.size(); ++i) {
            fill(group.title.isEmpty() ? topLevelItem(top++) : parent->child(static_cast<int>(i)), group.facts[i]);
        }
    }
    m_groups = groups;
}

void FactsView::rebuild(const std::vector<Group>& groups) {
    clear();
    // Beside words, which take all the room, numbers at the right would be far from their names.
    const bool numbers = !groups.empty() && std::ranges::all_of(groups, &Group::numbers);
    bool grouped = false;
    for (const auto& group : groups) {
        auto* parent = invisibleRootItem();
        if (!group.title.isEmpty()) {
            grouped = true;
            parent = new QTreeWidgetItem(this, {group.title});
            auto strong = font();
            strong.setWeight(QFont::DemiBold);
            parent->setFont(0, strong);
            parent->setFirstColumnSpanned(true);
            parent->setExpanded(true);
        }
        for (const auto& fact : group.facts) {
            auto* item = new QTreeWidgetItem(parent);
            fill(item, fact);
            if (numbers) {
                item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
            }
        }
    }
    setRootIsDecorated(grouped);
    header()->setStretchLastSection(!numbers);
    resizeColumnToContents(0);
    if (numbers) {
        resizeColumnToContents(1);
    }
    setColumnWidth(0, std::clamp(columnWidth(0), kMinNameWidth, 2 * kMinNameWidth));
}

void FactsView::copySelection() {
    QStringList lines;
    for (const auto* item : selectedItems()) {
        lines << (item->text(1).isEmpty() ? item->text(0) : item->text(0) + QLatin1Char('\t') + item->text(1));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace hearth::ui
