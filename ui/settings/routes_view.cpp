// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/routes_view.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "models/matcher_text.h"
#include "models/plain_text.h"
#include "settings/route_text.h"
#include "settings/settings_changes.h"
#include "widgets/checked_field.h"
#include "widgets/message_bar.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

enum Column { kAlerts, kReceiver, kWaits, kQuiet, kColumnCount };

bool isShortList(const datasource::RouteFacts& root) {
    return std::ranges::all_of(root.routes, [](const auto& route) { return route.routes.empty(); });
}

} // namespace

RoutesView::RoutesView(SettingsChanges& changes, QWidget* parent)
    : QWidget(parent)
    , m_changes(changes) {
    buildUi();
}

void RoutesView::buildUi() {
    m_message = new MessageBar(this);
    m_undo = new QAction(tr("Undo"), this);
    connect(m_undo, &QAction::triggered, this,
            [this] { m_changes.undo([this](const Result<void>& done) { report(done); }); });
    m_intro = plainLabel(this);
    m_tree = new QTreeWidget(this);
    m_tree->setColumnCount(kColumnCount);
    m_tree->setHeaderLabels({tr("Which alerts"), tr("Who is told"), tr("When"), tr("Quiet")});
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_tree->header()->resizeSection(kAlerts, 280);
    m_tree->header()->resizeSection(kReceiver, 140);
    m_tree->header()->resizeSection(kWaits, 330);
    m_tree->setAccessibleName(tr("Routes"));
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &RoutesView::check);
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

QWidget* RoutesView::buildEditor() {
    auto* box = new QWidget(this);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(16, 8, 16, 12);
    grid->setHorizontalSpacing(8);
    m_matchers = new CheckedField(box);
    m_matchers->setObjectName(QStringLiteral("matchers"));
    m_matchers->setPlaceholderText(QStringLiteral("severity=\"critical\""));
    m_matchers->setAccessibleName(tr("Which alerts"));
    m_receiver = new QComboBox(box);
    m_receiver->setObjectName(QStringLiteral("receiver"));
    m_goesOn = new QCheckBox(tr("Look at the lines below, too"), box);
    m_goesOn->setChecked(true);
    m_add = new QPushButton(tr("Add line"), box);
    m_add->setObjectName(QStringLiteral("addRoute"));
    m_remove = new QPushButton(tr("Remove line"), box);
    m_default = new QComboBox(box);
    auto* alerts = new QLabel(tr("Alerts with"), box);
    alerts->setBuddy(m_matchers);
    auto* goTo = new QLabel(tr("go to"), box);
    goTo->setBuddy(m_receiver);
    auto* rest = new QLabel(tr("All others go to"), box);
    rest->setBuddy(m_default);
    grid->addWidget(alerts, 0, 0);
    grid->addWidget(m_matchers, 0, 1);
    grid->addWidget(goTo, 0, 2);
    grid->addWidget(m_receiver, 0, 3);
    grid->addWidget(m_add, 0, 4);
    grid->addWidget(m_goesOn, 1, 1);
    grid->addWidget(m_remove, 1, 4);
    grid->addWidget(rest, 2, 0);
    grid->addWidget(m_default, 2, 1, Qt::AlignLeft);
    grid->setColumnStretch(1, 1);
    connect(m_matchers, &QLineEdit::textChanged, this, &RoutesView::check);
    connect(m_add, &QPushButton::clicked, this, &RoutesView::add);
    connect(m_remove, &QPushButton::clicked, this, &RoutesView::removeSelected);
    connect(m_default, &QComboBox::activated, this, [this] {
        m_changes.apply([name = m_default->currentText().toStdString()](
                            auto& settings) { return settings.setDefaultReceiver(name); },
                        [this](const Result<void>& done) { report(done); });
    });
    return box;
}

void RoutesView::showSettings(const SettingsSnapshot& snapshot, const QString& whyReadOnly) {
    m_snapshot = snapshot;
    m_whyReadOnly = whyReadOnly;
    renderTree();
    renderEditor();
    check();
}

void RoutesView::renderTree() {
    m_tree->clear();
    const auto& root = m_snapshot.plan->route();
    for (const auto& route : root.routes) {
        addItem(nullptr, route, false);
    }
    addItem(nullptr, root, true);
    m_tree->expandAll();
}

void RoutesView::addItem(QTreeWidgetItem* parent, const datasource::RouteFacts& route, bool isRoot) {
    auto* item = new QTreeWidgetItem;
    auto alerts = isRoot ? tr("all others") : RouteText::matchers(route);
    if (route.goesOn) {
        alerts = tr("%1 (and on)").arg(alerts);
    }
    item->setText(kAlerts, alerts);
    item->setText(kReceiver, toQString(route.receiver));
    item->setText(kWaits, RouteText::waits(route));
    QStringList quiet;
    if (!route.muteTimeIntervals.empty()) {
        quiet << tr("during %1").arg(RouteText::names(route.muteTimeIntervals));
    }
    if (!route.activeTimeIntervals.empty()) {
        quiet << tr("outside of %1").arg(RouteText::names(route.activeTimeIntervals));
    }
    item->setText(kQuiet, quiet.join(QStringLiteral("; ")));
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

void RoutesView::renderEditor() {
    const auto& root = m_snapshot.plan->route();
    const bool isShort = isShortList(root);
    m_intro->setText(
        isShort ? tr("The first line that fits decides who is told; \"and on\" lets the lines below tell others as "
                     "well.")
                : tr("These routes have several levels. They are shown as the file has them; change them there."));
    m_editor->setVisible(isShort && m_whyReadOnly.isEmpty());
    for (auto* const box : {m_receiver, m_default}) {
        const QSignalBlocker quiet(box);
        const auto before = box == m_default ? toQString(root.receiver) : box->currentText();
        box->clear();
        for (const auto& receiver : m_snapshot.plan->receivers()) {
            box->addItem(toQString(receiver.name));
        }
        box->setCurrentIndex(std::max(0, box->findText(before)));
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
    route.receiver = m_receiver->currentText().toStdString();
    route.goesOn = m_goesOn->isChecked();
    return route;
}

void RoutesView::check() {
    m_add->setEnabled(typed().has_value() && m_receiver->count() > 0);
    m_remove->setEnabled(selected().has_value());
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
    if (!index) {
        return;
    }
    m_changes.apply([index = *index](auto& settings) { return settings.removeRoute(index); },
                    [this](const Result<void>& done) {
                        report(done);
                        if (done) {
                            m_message->showMessage(MessageBar::Kind::kInformation, tr("The line is removed."));
                            m_message->addActionButton(m_undo);
                        }
                    });
}

void RoutesView::report(const Result<void>& done) {
    if (done) {
        m_message->clear();
    } else {
        m_message->showMessage(MessageBar::Kind::kError, toQString(done.error().message()));
    }
}

} // namespace hearth::ui
