// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/routes_view.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "models/matcher_text.h"
#include "models/plain_text.h"
#include "settings/route_columns.h"
#include "settings/route_text.h"
#include "settings/settings_changes.h"
#include "widgets/cell_delegate.h"
#include "widgets/check_outline.h"
#include "widgets/checked_field.h"
#include "widgets/message_bar.h"
#include "widgets/plain_label.h"
#include "widgets/table_header.h"

namespace hearth::ui {
namespace {

constexpr int kReceiverWidth = 220;

constexpr int kColumnCount = 4;

/// What a closed box of choices needs besides its text.
constexpr int kArrowRoom = 48;

bool isShortList(const datasource::RouteFacts& root) {
    return std::ranges::all_of(root.routes, [](const auto& route) { return route.routes.empty(); });
}

QStringList textsOf(const datasource::RouteFacts& route, bool isRoot) {
    auto alerts = isRoot && !route.routes.empty() ? RoutesView::tr("all others") : RouteText::matchers(route);
    if (route.goesOn) {
        alerts = RoutesView::tr("%1 (and on)").arg(alerts);
    }
    QStringList quiet;
    if (!route.muteTimeIntervals.empty()) {
        quiet << RoutesView::tr("during %1").arg(RouteText::names(route.muteTimeIntervals));
    }
    if (!route.activeTimeIntervals.empty()) {
        quiet << RoutesView::tr("outside of %1").arg(RouteText::names(route.activeTimeIntervals));
    }
    return {alerts, RouteText::oneLine(toQString(route.receiver)), RouteText::waits(route),
            quiet.join(QStringLiteral("; "))};
}

/// Texts of a route and what is below it, each with its depth; the root, which stands last and flat, has -1.
void collect(const datasource::RouteFacts& route, int depth, QStringList& texts) {
    texts << QString::number(depth) << textsOf(route, depth < 0);
    for (std::size_t i = 0; depth >= 0 && i < route.routes.size(); ++i) {
        collect(route.routes[i], depth + 1, texts);
    }
}

} // namespace

RoutesView::RoutesView(SettingsChanges& changes, QWidget* parent)
    : QWidget(parent)
    , m_changes(changes) {
    buildUi();
    retranslateUi();
}

void RoutesView::buildUi() {
    m_message = new MessageBar(this);
    m_undo = new QAction(this);
    connect(m_undo, &QAction::triggered, this,
            [this] { m_changes.undo([this](const Result<void>& done) { report(done); }); });
    connect(&m_changes, &SettingsChanges::lastChanged, m_message, &MessageBar::clear);
    m_intro = plainLabel(this);
    m_tree = new QTreeWidget(this);
    m_tree->setHeader(new TableHeader(m_tree));
    m_tree->setColumnCount(kColumnCount);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setItemDelegate(new CellDelegate(m_tree));
    m_tree->setAlternatingRowColors(true);
    m_tree->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_columns = new RouteColumns(m_tree, {1.2, 0.7, 1.4, 1.0});
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &RoutesView::check);
    buildLineActions();
    m_editor = buildEditor();
    auto* intro = new QVBoxLayout;
    intro->setContentsMargins(16, 12, 16, 8);
    intro->addWidget(m_intro);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addLayout(intro);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_editor);
}

void RoutesView::buildLineActions() {
    const auto make = [this](const QKeySequence& keys, auto act) {
        auto* action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_tree->addAction(action);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    m_up = make(Qt::ALT | Qt::Key_Up, [this] { moveSelected(-1); });
    m_down = make(Qt::ALT | Qt::Key_Down, [this] { moveSelected(1); });
    m_up->setObjectName(QStringLiteral("moveUp"));
    m_down->setObjectName(QStringLiteral("moveDown"));
    m_remove = make(Qt::Key_Delete, [this] { removeSelected(); });
    m_remove->setObjectName(QStringLiteral("removeRoute"));
    connect(&m_changes, &SettingsChanges::saved, this, [this] { m_isOld = true; });
}

QWidget* RoutesView::buildEditor() {
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(16, 8, 16, 12);
    grid->setHorizontalSpacing(8);
    m_matchers = new CheckedField(box);
    m_matchers->setObjectName(QStringLiteral("matchers"));
    m_matchers->setPlaceholderText(QStringLiteral("severity=\"critical\""));
    m_receiver = new QComboBox(box);
    m_receiver->setObjectName(QStringLiteral("receiver"));
    m_goesOn = new QCheckBox(box);
    m_goesOn->setObjectName(QStringLiteral("goesOn"));
    m_goesOn->setChecked(true);
    outlineChecks(m_goesOn);
    m_add = new QPushButton(box);
    m_add->setObjectName(QStringLiteral("addRoute"));
    m_default = new QComboBox(box);
    m_default->setObjectName(QStringLiteral("defaultReceiver"));
    for (auto* const names : {m_receiver, m_default}) {
        names->setMaximumWidth(kReceiverWidth);
    }
    m_alertsLabel = new QLabel(box);
    m_alertsLabel->setBuddy(m_matchers);
    m_receiverLabel = new QLabel(box);
    m_receiverLabel->setBuddy(m_receiver);
    m_defaultLabel = new QLabel(box);
    m_defaultLabel->setBuddy(m_default);
    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    for (auto* const action : {m_up, m_down, m_remove}) {
        auto* button = new QToolButton(box);
        button->setDefaultAction(action);
        button->setObjectName(action->objectName());
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        line->addWidget(button);
    }
    line->addStretch(1);
    line->addWidget(m_defaultLabel);
    line->addWidget(m_default);
    grid->addLayout(line, 0, 0, 1, 5);
    grid->addWidget(m_alertsLabel, 1, 0);
    grid->addWidget(m_matchers, 1, 1);
    grid->addWidget(m_receiverLabel, 1, 2);
    grid->addWidget(m_receiver, 1, 3);
    grid->addWidget(m_add, 1, 4);
    m_problem = plainLabel(box);
    m_problem->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* below = new QHBoxLayout;
    below->setSpacing(16);
    below->addWidget(m_goesOn);
    below->addWidget(m_problem, 1);
    grid->addLayout(below, 2, 1, 1, 4);
    grid->setColumnStretch(1, 1);
    connect(m_matchers, &QLineEdit::textChanged, this, &RoutesView::check);
    connect(m_add, &QPushButton::clicked, this, &RoutesView::add);
    connect(m_default, &QComboBox::activated, this, [this] {
        m_changes.apply([name = m_default->currentData().toString().toStdString()](
                            auto& settings) { return settings.setDefaultReceiver(name); },
                        [this](const Result<void>& done) { report(done); });
    });
    return box;
}

void RoutesView::showSettings(const SettingsSnapshot& snapshot, const QString& whyReadOnly) {
    m_snapshot = snapshot;
    m_isOld = false;
    m_whyReadOnly = whyReadOnly;
    renderTree();
    renderEditor();
    check();
}

void RoutesView::retranslateUi() {
    m_undo->setText(tr("Undo"));
    m_tree->setHeaderLabels({tr("Which alerts"), tr("Who is told"), tr("When"), tr("Quiet")});
    m_tree->setAccessibleName(tr("Routes"));
    m_up->setText(tr("Move up"));
    m_down->setText(tr("Move down"));
    m_remove->setText(tr("Remove line"));
    m_matchers->setAccessibleName(tr("Which alerts"));
    m_goesOn->setText(tr("Look at the lines below, too"));
    m_add->setText(tr("Add line"));
    m_alertsLabel->setText(tr("Alerts with"));
    m_receiverLabel->setText(tr("go to"));
    m_defaultLabel->setText(tr("All others go to"));
    if (m_snapshot.plan != nullptr) {
        renderTree();
        renderIntro();
        check();
    }
}

void RoutesView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void RoutesView::forget() {
    m_message->clear();
    m_matchers->clear();
    m_tree->setCurrentItem(nullptr);
}

void RoutesView::renderTree() {
    const auto& root = m_snapshot.plan->route();
    QStringList texts;
    for (const auto& route : root.routes) {
        collect(route, 0, texts);
    }
    collect(root, -1, texts);
    if (texts == m_shown) {
        return; // the line that is chosen stays
    }
    m_shown = texts;
    const auto* const current = m_tree->currentItem();
    const int row = current == nullptr ? -1 : m_tree->indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(current));
    const QSignalBlocker quiet(m_tree);
    m_tree->clear();
    m_tree->setRootIsDecorated(!isShortList(root));
    for (const auto& route : root.routes) {
        addItem(nullptr, route, false);
    }
    addItem(nullptr, root, true);
    m_tree->expandAll();
    m_columns->fit();
    if (row >= 0) {
        m_tree->setCurrentItem(m_tree->topLevelItem(std::min(row, m_tree->topLevelItemCount() - 1)));
    }
}

void RoutesView::addItem(QTreeWidgetItem* parent, const datasource::RouteFacts& route, bool isRoot) {
    auto* item = new QTreeWidgetItem(textsOf(route, isRoot));
    for (int column = 0; column < kColumnCount; ++column) {
        item->setToolTip(column, plainToolTip(item->text(column)));
    }
    if (parent != nullptr) {
        parent->addChild(item);
    } else {
        m_tree->addTopLevelItem(item);
    }
    for (std::size_t i = 0; !isRoot && i < route.routes.size(); ++i) {
        addItem(item, route.routes[i], false);
    }
}

void RoutesView::renderIntro() {
    const bool isAlone = m_snapshot.plan->route().routes.empty();
    m_intro->setText(!m_isShort ? tr("These routes have several levels. They are shown as the file has them; change "
                                     "them there.")
                     : isAlone  ? tr("All alerts go to one receiver. A line sends some of them elsewhere.")
                                : tr("The first line that fits decides who is told; \"and on\" lets the lines below "
                                      "tell others as well."));
}

void RoutesView::renderEditor() {
    const auto& root = m_snapshot.plan->route();
    m_isShort = isShortList(root);
    renderIntro();
    m_editor->setVisible(m_isShort && m_whyReadOnly.isEmpty());
    QStringList names;
    for (const auto& receiver : m_snapshot.plan->receivers()) {
        names << toQString(receiver.name);
    }
    fill(*m_receiver, names, m_receiver->currentData().toString());
    fill(*m_default, names, toQString(root.receiver));
}

void RoutesView::fill(QComboBox& box, const QStringList& names, const QString& current) {
    const QSignalBlocker quiet(box);
    QStringList before;
    for (int i = 0; i < box.count(); ++i) {
        before << box.itemData(i).toString();
    }
    if (before != names) {
        box.clear();
        for (const auto& name : names) {
            const auto text = RouteText::oneLine(name);
            box.addItem(box.fontMetrics().elidedText(text, Qt::ElideMiddle, kReceiverWidth - kArrowRoom), name);
            box.setItemData(box.count() - 1, plainToolTip(text), Qt::ToolTipRole);
        }
    }
    if (!box.view()->isVisible()) {
        box.setCurrentIndex(std::max(0, box.findData(current)));
    }
}

std::optional<std::size_t> RoutesView::selected() const {
    const auto* const item = m_tree->currentItem();
    const auto index = item == nullptr ? -1 : m_tree->indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(item));
    const auto count = m_snapshot.plan ? m_snapshot.plan->route().routes.size() : 0;
    return index >= 0 && static_cast<std::size_t>(index) < count ? std::optional<std::size_t>(index) : std::nullopt;
}

std::optional<datasource::RouteDraft> RoutesView::typed() {
    MatcherText::Problem problem;
    const auto drafts = MatcherText::parse(m_matchers->text(), &problem);
    if (!drafts || drafts->empty()) {
        m_matchers->setProblem(m_matchers->text().trimmed().isEmpty() ? QString() : problem.message);
        return std::nullopt;
    }
    datasource::RouteDraft route;
    for (const auto& draft : *drafts) {
        if (const auto matcher = MatcherText::matcherOf(draft); !matcher) {
            m_matchers->setProblem(toQString(matcher.error().message()));
            return std::nullopt;
        }
        route.matchers.push_back(MatcherText::text(draft).toStdString());
    }
    m_matchers->setProblem({});
    route.receiver = m_receiver->currentData().toString().toStdString();
    route.goesOn = m_goesOn->isChecked();
    return route;
}

void RoutesView::check() {
    m_add->setEnabled(typed().has_value() && m_receiver->count() > 0);
    m_problem->setText(m_matchers->problem());
    const auto line = selected();
    const auto count = m_snapshot.plan ? m_snapshot.plan->route().routes.size() : 0;
    const bool canChange = line && m_isShort && m_whyReadOnly.isEmpty();
    m_up->setEnabled(canChange && *line > 0);
    m_down->setEnabled(canChange && *line + 1 < count);
    m_remove->setEnabled(canChange);
}

void RoutesView::add() {
    const auto route = typed();
    if (!route) {
        return;
    }
    const auto index = m_snapshot.plan->route().routes.size();
    m_changes.apply([route = *route, index](auto& settings) { return settings.addRoute(route, index); },
                    [this](const Result<void>& done) {
                        report(done);
                        if (done) {
                            m_matchers->clear();
                        }
                    });
}

void RoutesView::removeSelected() {
    const auto index = selected();
    if (!index || m_isOld) {
        return;
    }
    m_changes.apply([index = *index](auto& settings) { return settings.removeRoute(index); },
                    [this](const Result<void>& done) {
                        report(done);
                        if (done) {
                            m_message->showTranslated(MessageBar::Kind::kInformation,
                                                      [] { return tr("The line is removed."); });
                            m_message->addActionButton(m_undo);
                        }
                    });
}

void RoutesView::moveSelected(int by) {
    const auto from = selected();
    if (!from || m_isOld || m_changes.isBusy()) {
        return;
    }
    const auto to = *from + static_cast<std::size_t>(by);
    m_changes.apply([from = *from, to](auto& settings) { return settings.moveRoute(from, to); },
                    [this, to](const Result<void>& done) {
                        report(done);
                        if (done) {
                            // It is there as soon as the engine says so.
                            m_tree->setCurrentItem(m_tree->topLevelItem(static_cast<int>(to)));
                            m_message->showTranslated(MessageBar::Kind::kInformation,
                                                      [] { return tr("The line is moved."); });
                            m_message->addActionButton(m_undo);
                        }
                    });
}

void RoutesView::report(const Result<void>& done) {
    if (done) {
        m_message->clear();
    } else {
        m_message->showTranslated(MessageBar::Kind::kError, [words = toQString(done.error().message())] {
            return tr("Not saved: %1").arg(words);
        });
    }
}

} // namespace hearth::ui
