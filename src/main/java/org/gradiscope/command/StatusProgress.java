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

package org.gradiscope.command;

import ij.IJ;

import java.util.Locale;
import java.util.function.Supplier;

import org.gradiscope.engine.Cancellation;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.LiveWindow;
import org.gradiscope.tensor.Pixels;
import org.scijava.app.StatusService;
import org.scijava.task.Task;

/** Shows how far a command is, over all slices, and hears of those who want to stop it. */
final class StatusProgress implements Progress {

	/** At most ten times a second. */
	private static final long PAUSE = 100_000_000;

	/** Before, the time left is a guess. */
	private static final double CERTAIN = 0.02;

	private static final int STEPS = 1000;

	/** Pictures are shown at most four times a second, and take at most a tenth of the time. */
	private static final long PICTURE_PAUSE = 250_000_000;
	private static final int PICTURE_SHARE = 10;

	private final StatusService status;
	/** Null where nobody shows it. */
	private final Task task;
	private final Cancellation command;
	private final long start = System.nanoTime();
	private long shown = start - PAUSE;
	private int parts = 1;
	private int part;

	private LiveWindow live;
	private long nextPicture = start;

	/** @param task null where nobody shows it */
	StatusProgress(final StatusService status, final Task task, final Cancellation command) {
		this.status = status;
		this.task = task;
		this.command = command;
		if (task == null) return;
		task.setProgressMaximum(STEPS);
		task.start();
	}

	/** From now on the pictures that are offered are shown there. */
	void showIn(final LiveWindow picture) {
		live = picture;
	}

	@Override
	public synchronized void offer(final Supplier<Pixels> picture) {
		final long now = System.nanoTime();
		if (live == null || now < nextPicture) return;
		live.show(picture.get());
		final long taken = System.nanoTime() - now;
		nextPicture = now + Math.max(PICTURE_PAUSE, PICTURE_SHARE * taken);
	}

	/** The command has ended, in whatever way. */
	void end() {
		if (live != null) live.close();
		if (task != null) task.finish();
		// Nothing is left half full.
		status.showProgress(1, 1);
	}

	/** The computation that now begins is one of several; the first is 0. */
	void begin(final int newPart, final int of) {
		check();
		part = newPart;
		parts = of;
		report(0, 1, "");
	}

	@Override
	public synchronized void report(final int done, final int total, final String text) {
		final long now = System.nanoTime();
		final boolean last = done == total && part == parts - 1;
		if (now - shown < PAUSE && !last) return;
		shown = now;
		final double whole = (part + (double) done / total) / parts;
		final String slice = parts > 1 ? "slice " + (part + 1) + " of " + parts : "";
		show((int) Math.round(STEPS * whole), join(slice, text, left(whole, now)));
	}

	private void show(final int steps, final String text) {
		status.showStatus(steps, STEPS, text);
		if (task == null) return;
		task.setProgressValue(steps);
		task.setStatusMessage(text);
	}

	private String left(final double whole, final long now) {
		if (whole < CERTAIN || whole >= 1) return "";
		final double seconds = (now - start) / 1e9 * (1 - whole) / whole;
		return seconds < 90 ? Math.round(seconds) + " s left" : Math.round(seconds / 60) + " min left";
	}

	private static String join(final String... parts) {
		final StringBuilder text = new StringBuilder();
		for (final String p : parts)
			if (!p.isEmpty()) text.append(text.length() == 0 ? "" : ", ").append(p);
		return text.toString();
	}

	/** The time since the command began, for example {@code 3.2 s}. */
	String elapsed() {
		return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
	}

	/** By the dialog or the task, by Esc in ImageJ, or by an interrupt. */
	@Override
	public boolean isCanceled() {
		return command.isCanceled() || IJ.escapePressed() || Thread.currentThread().isInterrupted();
	}
}
