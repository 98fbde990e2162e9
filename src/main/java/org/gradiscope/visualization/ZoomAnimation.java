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

package org.gradiscope.visualization;

import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.transform.Zoom;

/**
 * A zoom into a dream: each frame is the one before, scaled and turned about its centre, and dreamt again
 * (Mordvintsev et al. 2015, "Inceptionism": "iterations of the algorithm on its own outputs", with some
 * zooming after each). {@link #toString()} is the recipe.
 *
 * @param frames their number, the first of which is the dream of the image itself
 * @param zoom how much larger each frame is than the one before, from its centre; under 1: smaller
 * @param rotate by how many degrees each frame is turned against the one before, clockwise
 */
public record ZoomAnimation(int frames, double zoom, double rotate) {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public ZoomAnimation {
		DeepDreamOptions.require(frames >= 1, "frames of at least 1", frames);
		DeepDreamOptions.require(zoom >= 0.5 && zoom <= 2, "a zoom of 0.5 to 2", zoom);
		DeepDreamOptions.require(rotate >= -180 && rotate <= 180, "a rotation of -180 to 180 degrees",
			rotate);
	}

	/**
	 * Dreams frame after frame.
	 *
	 * @param image what the first frame dreams from
	 * @param dream makes a frame of what it starts from, and reports its progress
	 * @param screen is given each frame when it is done; none of them is kept here
	 * @param progress over all frames
	 * @throws CancellationException if it is canceled, between two steps
	 */
	public void run(final Pixels image, final BiFunction<Pixels, Progress, Pixels> dream,
		final Consumer<Pixels> screen, final Progress progress) {
		final Zoom step = new Zoom(zoom, Math.toRadians(rotate));
		Pixels frame = image;
		for (int i = 0; i < frames; i++) {
			progress.check();
			final Pixels start = i == 0 ? frame : frame.with(step.of(frame.values()));
			frame = dream.apply(start, new Progress.SubProgress(progress, i, 1, frames,
				frames == 1 ? "" : "frame " + (i + 1) + " of " + frames));
			screen.accept(frame);
		}
	}
}
