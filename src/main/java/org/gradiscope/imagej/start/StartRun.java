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

package org.gradiscope.imagej.start;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import java.awt.EventQueue;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run of an entry, as a line of a macro runs it, in Fiji and in ImageJ alike; and that line in ImageJ's
 * recorder, after the one that makes the sample the current image.
 */
public final class StartRun {

	/** What opens the page, and the sample with it. */
	static final String START = "Start Here";

	private final StartEntry entry;
	private boolean opened;
	private boolean selected;

	/** @param entry what is run */
	public StartRun(final StartEntry entry) {
		this.entry = entry;
	}

	/**
	 * Begins, in a thread of its own. Called in the event thread.
	 *
	 * @param ended told in the event thread whether the command came to its end; why it did not, it has
	 *          told itself
	 */
	void begin(final Consumer<Boolean> ended) {
		// Windows that open meanwhile would be selected before the line that makes them.
		Recorder.suspendRecording();
		new Thread(() -> {
			final boolean done = run();
			EventQueue.invokeLater(() -> {
				Recorder.resumeRecording();
				if (done && IJ.recording()) record();
				ended.accept(done);
			});
		}, START).start();
	}

	/**
	 * Runs it, in this thread, which is not the event thread.
	 *
	 * @return whether the command came to its end
	 */
	public boolean run() {
		// ImageJ records what a macro runs if it is told to: not twice.
		Recorder.suspendRecording();
		try {
			if (entry.onSample()) WindowManager.setTempCurrentImage(sample());
			IJ.run(entry.menuEntry(), entry.keys());
			return true;
		}
		catch (final RuntimeException e) {
			if (Macro.MACRO_CANCELED.equals(e.getMessage())) return false;
			throw e;
		}
		finally {
			WindowManager.setTempCurrentImage(null);
			Recorder.resumeRecording();
		}
	}

	/** Open, though perhaps not the current image. */
	private ImagePlus sample() {
		final Optional<ImagePlus> open = SampleImage.open();
		opened = open.isEmpty();
		final ImagePlus sample = SampleImage.get();
		selected = sample == WindowManager.getCurrentImage();
		if (opened) sample.show();
		return sample;
	}

	private void record() {
		if (opened) record(START + "...", "");
		else if (entry.onSample() && !selected) Recorder.record("selectImage", SampleImage.TITLE);
		record(entry.menuEntry(), entry.keys());
	}

	private static void record(final String command, final String keys) {
		Recorder.setCommand(command);
		for (final String key : keys.isEmpty() ? new String[0] : keys.split(" "))
			Recorder.recordOption(key.split("=")[0], key.substring(key.indexOf('=') + 1));
		Recorder.saveCommand();
	}
}
