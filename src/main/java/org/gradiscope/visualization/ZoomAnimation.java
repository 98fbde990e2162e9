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
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.gradiscope.engine.Progress;
import org.gradiscope.engine.SubProgress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.transform.Zoom;

/**
 * A film of a dream: each frame is the one before, scaled and turned about its centre, and dreamt again
 * (Mordvintsev et al. 2015, "Inceptionism": "iterations of the algorithm on its own outputs", with some
 * zooming after each).
 */
public final class ZoomAnimation {

	/** What dreams one frame, and tells of it. */
	@FunctionalInterface
	public interface Dreamer {

		Pixels dream(Pixels start, Progress progress);
	}

	private ZoomAnimation() {}

	/**
	 * Dreams frame after frame.
	 *
	 * @param image what the first frame dreams from
	 * @param screen is given each frame when it is done; none of them is kept here
	 * @param progress over all frames
	 * @throws CancellationException if it is canceled, between two steps
	 */
	public static void run(final Pixels image, final ZoomAnimationOptions options,
		final Dreamer dreamer,
		final Consumer<Pixels> screen, final Progress progress) {
		final UnaryOperator<Pixels> zoom = zoom(options);
		Pixels frame = image;
		for (int i = 0; i < options.frames(); i++) {
			progress.check();
			frame = dreamer.dream(i == 0 ? frame : zoom.apply(frame),
				new SubProgress(progress, i, 1, options.frames(), options.frames() == 1
					? "" : "frame " + (i + 1) + " of " + options.frames()));
			screen.accept(frame);
		}
	}

	private static UnaryOperator<Pixels> zoom(final ZoomAnimationOptions options) {
		final Zoom zoom = new Zoom(options.zoom(), Math.toRadians(options.rotate()));
		return frame -> frame.with(zoom.of(frame.values()));
	}
}
