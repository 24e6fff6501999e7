// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/compress.h"
#include "http/server.h"
#include "http/transport.h"

using namespace hearth;
using namespace hearth::http;

class TestTransport : public QObject {
    Q_OBJECT
  private slots:
    void aBodyComesBack();
};

void TestTransport::aBodyComesBack() {}

QTEST_GUILESS_MAIN(TestTransport)
#include "test_transport.moc"
