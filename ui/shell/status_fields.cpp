// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/status_fields.h"

#include <QEvent>
#include <QPainter>
#include <QToolButton>

#include "models/plain_text.h"
#include "models/targets_model.h"
#include "models/time_text.h"
#include "models/value_format.h"
#include "shell/connections.h"
#include "shell/server_watch.h"
#include "widgets/cell_delegate.h"
#include "widgets/colors.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr int kIconSize = 16;
constexpr qsizetype kMaxMessage = 80;

QIcon healthIcon(datasource::TargetHealth health, const QPalette& palette, double ratio) {
    QPixmap pixmap(QSize(kIconSize, kIconSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintHealthShape(painter, QRectF(0, 0, kIconSize, kIconSize), health, healthColor(health, palette));
    return QIcon(pixmap);
}

void setText(QToolButton* button, const QString& text, const QString& tip) {
    button->setVisible(!text.isEmpty());
    button->setText(withoutMnemonic(text));
    button->setToolTip(plainToolTip(tip));
    button->setAccessibleName(text);
}

} // namespace

StatusFields::StatusFields(const ServerWatch& watch, const Connections& connections, QWidget* parent)
    : QStatusBar(parent)
    , m_watch(watch)
    , m_connections(connections) {
    setSizeGripEnabled(false);
    setContentsMargins(8, 0, 8, 0);
    m_targets = addField(false);
    m_samples = addField(false);
    m_query = addField(false);
    m_engine = addField(true);
    m_zone = addField(true);
    m_connection = addField(true);
    connectSignals();
    render();
}

QToolButton* StatusFields::addField(bool right) {
    auto* button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({kIconSize, kIconSize});
    button->setFocusPolicy(Qt::TabFocus);
    if (right) {
        addPermanentWidget(button);
    } else {
        addWidget(button);
    }
    return button;
}

void StatusFields::connectSignals() {
    connect(m_targets, &QToolButton::clicked, this, &StatusFields::targetsClicked);
    connect(m_samples, &QToolButton::clicked, this,
            [this] { emit exploreClicked(QStringLiteral("rate(prometheus_tsdb_head_samples_appended_total[2m])")); });
    connect(m_query, &QToolButton::clicked, this, &StatusFields::statusClicked);
    connect(m_engine, &QToolButton::clicked, this, &StatusFields::statusClicked);
    connect(m_zone, &QToolButton::clicked, this, &StatusFields::zoneClicked);
    connect(m_connection, &QToolButton::clicked, this, &StatusFields::connectionClicked);
}

void StatusFields::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        render();
    }
    QStatusBar::changeEvent(event);
}

void StatusFields::setUtc(bool utc) {
    m_utc = utc;
    render();
}

void StatusFields::render() {
    renderTargets();
    renderEngine();
    const auto& numbers = m_watch.numbers();
    setText(m_samples,
            numbers && numbers->samplesPerSecond
                ? tr("%1 samples/s").arg(ValueFormat::format(*numbers->samplesPerSecond, Unit::kNone).text())
                : QString(),
            tr("Samples stored a second. Click to see their course."));
    setText(m_query,
            numbers ? tr("answers in %1").arg(ValueFormat::format(numbers->querySeconds, Unit::kSeconds).text())
                    : QString(),
            tr("How long the server took for a small question. Click for its status."));
    setText(m_zone, TimeText::zone(m_utc), tr("The time zone of all times shown. Click for local time or UTC."));
    setText(m_connection, m_connections.name(), tr("The server that all pages show. Click to connect to another."));
    m_connection->setIcon(tintedIcon(m_connections.isLocal() ? QStringLiteral("computer") : QStringLiteral("server")));
}

void StatusFields::renderTargets() {
    using datasource::TargetHealth;
    const auto& numbers = m_watch.numbers();
    if (!numbers) {
        m_targets->setIcon(healthIcon(TargetHealth::kUnknown, palette(), devicePixelRatioF()));
        const auto reason = m_watch.problem();
        const bool starting =
            m_connections.isLocal() && m_watch.engine().phase == ServerWatch::EngineState::Phase::kStarting;
        setText(m_targets,
                starting           ? tr("waiting for the first values")
                : reason.isEmpty() ? tr("connecting")
                                   : tr("no answer"),
                reason);
        return;
    }
    const auto& targets = numbers->targets;
    m_targets->setIcon(healthIcon(targets.down > 0 ? TargetHealth::kDown
                                  : targets.up > 0 ? TargetHealth::kUp
                                                   : TargetHealth::kUnknown,
                                  palette(), devicePixelRatioF()));
    setText(m_targets,
            targets.total() == 0                 ? tr("no targets")
            : targets.unknown == targets.total() ? tr("waiting for the first values")
                                                 : tr("Targets: %1").arg(TargetsModel::countsText(targets)),
            tr("Click to see all targets"));
}

void StatusFields::renderEngine() {
    using Phase = ServerWatch::EngineState::Phase;
    const auto& engine = m_watch.engine();
    const auto message = toQString(engine.message);
    m_engine->setIcon(tintedIcon(engine.phase == Phase::kFailed ? QStringLiteral("error") : QStringLiteral("clock")));
    switch (engine.phase) {
    case Phase::kStarting:
        setText(m_engine, message.isEmpty() ? tr("Starting") : tr("Starting: %1").arg(message.left(kMaxMessage)),
                message);
        return;
    case Phase::kFailed:
        setText(m_engine, tr("Engine stopped"), message);
        return;
    case Phase::kReady:
        setText(m_engine, QString(), QString());
        return;
    }
}

} // namespace hearth::ui
