// SPDX-License-Identifier: GPL-3.0-or-later
#include "silences/silence_preview.h"

#include <QDateTime>
#include <QEvent>
#include <QHeaderView>
#include <QHideEvent>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "data/async_source.h"
#include "models/plain_text.h"
#include "models/state_shape.h"
#include "models/time_text.h"
#include "widgets/cell_delegate.h"
#include "widgets/message_bar.h"

namespace hearth::ui {
namespace {

const QString kNowSlot = QStringLiteral("hit now");
const QString kPastSlot = QStringLiteral("hit before");
constexpr int kShapeRole = Qt::UserRole + 1;
constexpr int kListHeight = 160;

/// The alert's name, then its other labels.
QString alertText(const model::Labels& labels) {
    QStringList parts;
    for (const auto& label : labels) {
        if (label.name != "alertname") {
            parts << toQString(label.name) + QLatin1Char('=') + toQString(label.value);
        }
    }
    return (toQString(labels.value("alertname")) + QStringLiteral("  ") + parts.join(QLatin1String(", "))).simplified();
}

QTreeWidgetItem* makeItem(const model::Labels& labels, const QString& when, StateShape shape) {
    const auto text = alertText(labels);
    auto* item = new QTreeWidgetItem({when, text});
    item->setData(0, kShapeRole, static_cast<int>(shape));
    item->setToolTip(1, plainToolTip(text));
    return item;
}

} // namespace

SilencePreview::SilencePreview(AsyncSource& source, QWidget* parent)
    : QWidget(parent)
    , m_source(source) {
    buildUi();
    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &SilencePreview::ask);
    render();
}

void SilencePreview::buildUi() {
    const auto label = [this] {
        auto* text = new QLabel(this);
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        return text;
    };
    m_now = label();
    m_past = label();
    m_warning = new MessageBar(this);
    m_warning->setClosable(false);
    auto strong = font();
    strong.setWeight(QFont::DemiBold);
    m_now->setFont(strong);
    m_list = new QTreeWidget(this);
    auto* delegate = new CellDelegate(m_list);
    delegate->setShapeRole(kShapeRole);
    m_list->setItemDelegate(delegate);
    m_list->setColumnCount(2);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderHidden(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setMinimumHeight(kListHeight / 2);
    m_list->setMaximumHeight(kListHeight);
    m_list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_now);
    layout->addWidget(m_past);
    layout->addWidget(m_warning);
    layout->addWidget(m_list);
}

void SilencePreview::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        render();
    }
    QWidget::changeEvent(event);
}

void SilencePreview::hideEvent(QHideEvent* event) {
    m_delay.stop();
    QWidget::hideEvent(event);
}

void SilencePreview::setMatchers(const model::Matchers& matchers) {
    if (matchers == m_matchers && m_hitNow) {
        return;
    }
    m_matchers = matchers;
    m_source.cancel(this, kNowSlot);
    m_source.cancel(this, kPastSlot);
    m_hitNow.reset();
    m_hitBefore.reset();
    if (m_matchers.empty()) {
        m_delay.stop();
    } else {
        m_delay.start();
    }
    render();
}

void SilencePreview::setTotal(std::optional<std::size_t> total) {
    if (std::exchange(m_total, total) != total) {
        render();
    }
}

void SilencePreview::ask() {
    m_source.call(
        this, kNowSlot,
        [matchers = m_matchers](datasource::DataSource& source, std::stop_token stop) {
            return alertsHitNow(source, matchers, std::move(stop));
        },
        [this](Result<std::vector<model::Labels>> hit) {
            m_hitNow = std::move(hit);
            render();
        });
    m_source.call(
        this, kPastSlot,
        [matchers = m_matchers, now = QDateTime::currentMSecsSinceEpoch()](datasource::DataSource& source,
                                                                           std::stop_token stop) {
            return alertsHitBefore(source, matchers, now, std::move(stop));
        },
        [this](Result<std::vector<PastAlert>> hit) {
            m_hitBefore = std::move(hit);
            render();
        });
}

QString SilencePreview::warning() const {
    if (m_matchers.empty() || !m_hitNow || !*m_hitNow) {
        return {};
    }
    const auto hit = (*m_hitNow)->size();
    const bool anything = std::ranges::all_of(m_matchers, [](const model::Matcher& matcher) {
        return matcher.type() == model::MatchType::kRegex && matcher.matches("x") && matcher.matches("y\tz 0");
    });
    if (anything || (m_total && *m_total >= 2 && hit >= *m_total)) {
        return tr("This silences every alert.");
    }
    const bool neverHit = m_hitBefore && *m_hitBefore && (*m_hitBefore)->empty();
    if (hit == 0 && neverHit) {
        return tr("This matches nothing, now or in the last 30 days. Are the labels spelled right?");
    }
    return {};
}

void SilencePreview::render() {
    const auto unknown = [](const QString& text, const Error& error) { return text.arg(toQString(error.message())); };
    if (m_matchers.empty()) {
        m_now->setText(tr("Which alerts it matches is shown here."));
        m_past->clear();
    } else {
        m_now->setText(!m_hitNow   ? tr("Counting…")
                       : *m_hitNow ? tr("Matches %Ln alert(s) now", nullptr, static_cast<int>((*m_hitNow)->size()))
                                   : unknown(tr("How many alerts it matches now is unknown: %1."), m_hitNow->error()));
        m_past->setText(!m_hitBefore ? QString()
                        : *m_hitBefore
                            ? tr("%Ln in the last 30 days", nullptr, static_cast<int>((*m_hitBefore)->size()))
                            : unknown(tr("How many in the last 30 days is unknown: %1."), m_hitBefore->error()));
    }
    m_past->setVisible(!m_past->text().isEmpty());
    if (const auto text = warning(); text.isEmpty()) {
        m_warning->clear();
    } else {
        m_warning->showMessage(MessageBar::Kind::kWarning, text);
    }
    renderList();
}

/// Those that fire now come first, then others of the past.
void SilencePreview::renderList() {
    m_list->setAccessibleName(tr("Alerts that it matches"));
    m_list->clear();
    QList<QTreeWidgetItem*> items;
    std::set<model::Labels> listed;
    if (m_hitNow && *m_hitNow) {
        for (const auto& labels : **m_hitNow) {
            if (items.size() < kMaxRows) {
                items << makeItem(labels, tr("now"), StateShape::kBad);
                listed.insert(labels);
            }
        }
    }
    const auto now = QDateTime::currentMSecsSinceEpoch();
    if (m_hitBefore && *m_hitBefore) {
        for (const auto& alert : **m_hitBefore) {
            if (items.size() < kMaxRows && !listed.contains(alert.labels)) {
                items << makeItem(alert.labels,
                                  alert.lastFired == 0 ? tr("earlier") : TimeText::age(alert.lastFired, now),
                                  StateShape::kEnded);
            }
        }
    }
    m_list->addTopLevelItems(items);
    m_list->setVisible(!items.isEmpty());
}

QString SilencePreview::nowText() const {
    return m_now->text();
}

QString SilencePreview::pastText() const {
    return m_past->text();
}

QString SilencePreview::warningText() const {
    return m_warning->text();
}

} // namespace hearth::ui
