/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.cli;

import java.io.PrintStream;
import java.util.Locale;

import org.gradiscope.model.PrintableText;
import org.scijava.app.StatusService;
import org.scijava.app.event.StatusEvent;
import org.scijava.service.AbstractService;

/** Prints progress: a line rewritten in a terminal, a line every few seconds elsewhere. */
public final class ConsoleStatus extends AbstractService implements StatusService {

	private static final long PAUSE = 5_000_000_000L;

	private PrintStream err;
	private boolean terminal;
	private long printed = System.nanoTime();
	private int width;

	void printTo(final PrintStream stream, final boolean isTerminal) {
		err = stream;
		terminal = isTerminal;
	}

	@Override
	public synchronized void showStatus(final int progress, final int maximum, final String message) {
		if (err == null || maximum <= 0) return;
		final String line = String.format(Locale.ROOT, "%3d%% %s", 100L * progress / maximum,
			PrintableText.line(message));
		if (terminal) rewrite(line, progress >= maximum);
		else if (System.nanoTime() - printed > PAUSE && !message.isEmpty()) {
			printed = System.nanoTime();
			err.println(line);
		}
	}

	/** What the line before had more is wiped out. */
	private void rewrite(final String line, final boolean last) {
		err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
		width = last ? 0 : line.length();
		if (last) err.println();
		err.flush();
	}

	/** An error that is printed next begins on a line of its own. */
	@Override
	public void dispose() {
		endLine();
	}

	private synchronized void endLine() {
		if (width > 0) err.println();
		width = 0;
	}

	/** A warning has a line of its own. */
	@Override
	public synchronized void showStatus(final int progress, final int maximum, final String message,
		final boolean warn) {
		if (!warn) showStatus(progress, maximum, message);
		else if (err != null) {
			endLine();
			err.println("gradiscope: " + PrintableText.line(message));
		}
	}

	@Override
	public void showProgress(final int progress, final int maximum) {
		// Only with a text.
	}

	@Override
	public void showStatus(final String message) {
		// SciJava tells that a command starts and ends; who started it knows.
	}

	@Override
	public void warn(final String message) {
		// Comes as an error too.
	}

	@Override
	public void clearStatus() {
		endLine();
	}

	@Override
	public String getStatusMessage(final String appName, final StatusEvent event) {
		return event.getStatusMessage();
	}
}
