// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/locator.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "models/plain_text.h"
#include "shell/locator_match.h"
#include "widgets/colors.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr int kWidth = 560;
constexpr int kTop = 72;
constexpr std::size_t kMaxTargets = 10'000;
/// Actions come before metrics of the same rank, these before targets.
constexpr int kKindStep = 2'500;

const QString kSlot = QStringLiteral("locator");
enum Role { KindRole = Qt::UserRole + 1, IndexRole };

} // namespace

Locator::Locator(QList<QAction*> actions, MetricCatalog& catalog, AsyncSource& source, QWidget* parent)
    : QFrame(parent)
    , m_actions(std::move(actions))
    , m_catalog(catalog)
    , m_source(source) {
    buildUi();
    retranslateUi();
    hide();
}

void Locator::buildUi() {
    m_field = new QLineEdit(this);
    m_field->setClearButtonEnabled(true);
    m_field->addAction(tintedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_list = new QTreeWidget(this);
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    connect(m_field, &QLineEdit::textChanged, this, &Locator::search);
    connect(m_list, &QTreeWidget::itemClicked, this, &Locator::activate);
    connect(&m_catalog, &MetricCatalog::metricsChanged, this, [this] {
        if (isVisible()) {
            search();
        }
    });
}

void Locator::retranslateUi() {
    m_field->setPlaceholderText(tr("Page, action, metric or target"));
    m_field->setAccessibleName(tr("Locate"));
}

void Locator::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QFrame::changeEvent(event);
}

void Locator::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setPen(mixed(palette().color(QPalette::WindowText), palette().color(QPalette::Window), 0.4));
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void Locator::place() {
    const int width = std::min(kWidth, parentWidget()->width() - 32);
    const int height = std::min(m_field->sizeHint().height() + 32 + kMaxRows * (fontMetrics().height() + 6),
                                parentWidget()->height() - kTop - 16);
    setGeometry((parentWidget()->width() - width) / 2, kTop, width, height);
}

void Locator::open() {
    place();
    m_field->clear();
    search();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
    askTargets();
}

void Locator::askTargets() {
    m_source.call(
        this, kSlot,
        [](datasource::DataSource& source, std::stop_token stop) {
            return source.targets(datasource::TargetState::kActive, {}, std::move(stop));
        },
        [this](Result<datasource::Targets> targets) {
            m_targets.clear();
            if (targets) {
                targets->active.resize(std::min(targets->active.size(), kMaxTargets));
                for (const auto& target : targets->active) {
                    m_targets.emplace_back(toQString(target.labels.value("instance")), toQString(target.scrapeUrl));
                }
            }
            search();
        });
}

std::vector<Locator::Hit> Locator::findHits(const QString& pattern) const {
    std::vector<Hit> hits;
    const auto consider = [&](Kind kind, std::size_t index, const QString& text) {
        if (const auto score = matchScore(pattern, text)) {
            hits.push_back({*score + static_cast<int>(kind) * kKindStep, kind, index});
        }
    };
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        if (m_actions[i]->isEnabled()) {
            consider(Kind::kAction, static_cast<std::size_t>(i), m_actions[i]->iconText());
        }
    }
    if (!pattern.isEmpty()) {
        const auto& metrics = *m_catalog.metrics();
        for (std::size_t i = 0; i < metrics.size(); ++i) {
            consider(Kind::kMetric, i, metrics[i].name);
        }
        for (std::size_t i = 0; i < m_targets.size(); ++i) {
            consider(Kind::kTarget, i, m_targets[i].second);
        }
    }
    const auto shown = std::min<std::size_t>(hits.size(), kMaxRows);
    const auto middle = hits.begin() + static_cast<std::ptrdiff_t>(shown);
    if (pattern.isEmpty()) {
        return {hits.begin(), middle};
    }
    std::ranges::partial_sort(hits, middle, {},
                              [](const Hit& hit) { return std::tuple(hit.score, hit.kind, hit.index); });
    return {hits.begin(), middle};
}

void Locator::search() {
    m_list->clear();
    for (const auto& hit : findHits(m_field->text().trimmed().toLower())) {
        m_list->addTopLevelItem(makeRow(hit));
    }
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

QTreeWidgetItem* Locator::makeRow(const Hit& hit) const {
    auto* row = new QTreeWidgetItem;
    switch (hit.kind) {
    case Kind::kAction: {
        const auto* action = m_actions[static_cast<qsizetype>(hit.index)];
        row->setText(0, action->iconText());
        row->setText(1, action->shortcut().toString(QKeySequence::NativeText));
        row->setIcon(0, action->icon());
        break;
    }
    case Kind::kMetric:
        row->setText(0, (*m_catalog.metrics())[hit.index].name);
        row->setText(1, tr("metric"));
        row->setIcon(0, tintedIcon(QStringLiteral("explore")));
        break;
    case Kind::kTarget:
        row->setText(0, m_targets[hit.index].second);
        row->setText(1, tr("target"));
        row->setIcon(0, tintedIcon(QStringLiteral("targets")));
        break;
    }
    row->setData(0, KindRole, static_cast<int>(hit.kind));
    row->setData(0, IndexRole, static_cast<qulonglong>(hit.index));
    row->setForeground(1, quietText(palette()));
    return row;
}

void Locator::activate() {
    const auto* row = m_list->currentItem();
    if (row == nullptr) {
        return;
    }
    const auto kind = static_cast<Kind>(row->data(0, KindRole).toInt());
    const auto index = row->data(0, IndexRole).toLongLong();
    const auto text = row->text(0);
    hide();
    switch (kind) {
    case Kind::kAction:
        m_actions[index]->trigger();
        return;
    case Kind::kMetric:
        emit metricChosen(text);
        return;
    case Kind::kTarget:
        emit targetChosen(text);
        return;
    }
}

void Locator::step(int rows) {
    const int count = m_list->topLevelItemCount();
    if (count > 0) {
        const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
        m_list->setCurrentItem(m_list->topLevelItem((row + rows + count) % count));
    }
}

bool Locator::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut) {
        // A click on the list takes no focus, so losing it means that the person went elsewhere.
        hide();
    }
    if (event->type() != QEvent::KeyPress) {
        return QFrame::eventFilter(watched, event);
    }
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activate();
        return true;
    case Qt::Key_Escape:
        hide();
        parentWidget()->setFocus(Qt::OtherFocusReason);
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace hearth::ui
