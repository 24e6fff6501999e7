// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/range_control.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

#include "explore/resolution.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {

namespace {

QString text(model::DurationMs duration) {
    return QString::fromStdString(model::formatDuration(duration));
}

QToolButton* flatButton(QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    return button;
}

} // namespace

RangeControl::RangeControl(QWidget* parent)
    : QWidget(parent) {
    buildUi();
    connectSignals();
    retranslateUi();
    display();
}

void RangeControl::buildUi() {
    m_shorter = flatButton(this);
    m_shorter->setText(QStringLiteral("−"));
    m_lengths = new QComboBox(this);
    m_lengths->setEditable(true);
    m_lengths->setInsertPolicy(QComboBox::NoInsert);
    for (const auto range : rangeSteps()) {
        m_lengths->addItem(text(range));
    }
    m_lengths->setMaximumWidth(fontMetrics().horizontalAdvance(QStringLiteral("30m15s00")) + 32);
    m_lengths->setMaxVisibleItems(20);
    m_longer = flatButton(this);
    m_longer->setText(QStringLiteral("+"));
    m_earlier = flatButton(this);
    m_earlier->setIcon(tintedIcon(QStringLiteral("back")));
    m_time = new QDateTimeEdit(this);
    m_time->setCalendarPopup(true);
    m_time->setKeyboardTracking(false);
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_later = flatButton(this);
    m_later->setIcon(tintedIcon(QStringLiteral("forward")));
    m_now = flatButton(this);
    m_now->setCheckable(true);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_shorter, m_lengths, m_longer}) {
        layout->addWidget(widget);
    }
    layout->addSpacing(8);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_earlier, m_time, m_later, m_now}) {
        layout->addWidget(widget);
    }
}

void RangeControl::connectSignals() {
    connect(m_shorter, &QToolButton::clicked, this, [this] { choose(shorterRange(m_length), m_end); });
    connect(m_longer, &QToolButton::clicked, this, [this] { choose(longerRange(m_length), m_end); });
    connect(m_lengths, &QComboBox::activated, this, &RangeControl::readLength);
    connect(m_lengths->lineEdit(), &QLineEdit::editingFinished, this, &RangeControl::readLength);
    connect(m_earlier, &QToolButton::clicked, this, [this] { moveBy(-m_length / 2); });
    connect(m_later, &QToolButton::clicked, this, [this] { moveBy(m_length / 2); });
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, [this](const QDateTime& time) {
        choose(m_length, QDateTime(time.date(), time.time(), m_zone).toMSecsSinceEpoch());
    });
    connect(m_now, &QToolButton::clicked, this, [this](bool checked) {
        choose(m_length, checked ? std::nullopt : std::optional(QDateTime::currentMSecsSinceEpoch()));
    });
}

void RangeControl::retranslateUi() {
    const auto describe = [](QWidget* widget, const QString& description) {
        widget->setToolTip(description);
        widget->setAccessibleName(description);
    };
    describe(m_shorter, tr("Shorter range"));
    describe(m_lengths, tr("Length of the range, such as 15m, 6h or 2d"));
    describe(m_longer, tr("Longer range"));
    describe(m_earlier, tr("Half a range back"));
    describe(m_time, tr("End of the range"));
    describe(m_later, tr("Half a range on"));
    describe(m_now, tr("End the range now"));
    m_now->setText(tr("Now"));
}

void RangeControl::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void RangeControl::setRange(model::DurationMs length, std::optional<model::TimestampMs> end) {
    m_length = length;
    m_end = end;
    display();
}

void RangeControl::setTimeZone(const QTimeZone& zone) {
    m_zone = zone;
    display();
}

void RangeControl::setLengthVisible(bool visible) {
    m_shorter->setVisible(visible);
    m_lengths->setVisible(visible);
    m_longer->setVisible(visible);
}

void RangeControl::choose(model::DurationMs length, std::optional<model::TimestampMs> end) {
    if (length != m_length || end != m_end) {
        setRange(length, end);
        emit changed();
    }
}

void RangeControl::readLength() {
    const auto parsed = model::parseDuration(m_lengths->currentText().trimmed().toStdString());
    if (parsed && *parsed >= model::kSecondMs) {
        choose(std::min(*parsed, rangeSteps().back()), m_end);
    }
    display(); // what could not be read goes back to what holds
}

void RangeControl::moveBy(model::DurationMs by) {
    choose(m_length, m_end.value_or(QDateTime::currentMSecsSinceEpoch()) + by);
}

void RangeControl::display() {
    const QSignalBlocker quietTime(m_time);
    m_lengths->setEditText(text(m_length));
    const auto end = QDateTime::fromMSecsSinceEpoch(m_end.value_or(QDateTime::currentMSecsSinceEpoch()), m_zone);
    // The field knows local time and UTC only: it is given the zone's wall clock as if it were local.
    m_time->setDateTime(QDateTime(end.date(), end.time()));
    m_time->setEnabled(m_end.has_value());
    m_now->setChecked(!m_end);
}

} // namespace hearth::ui
