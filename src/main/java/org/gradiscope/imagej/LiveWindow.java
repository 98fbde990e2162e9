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
package org.gradiscope.imagej;

import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.process.ImageProcessor;

import java.awt.GraphicsEnvironment;

import org.gradiscope.tensor.Pixels;

/**
 * A window that shows a picture while it is computed, as long as it is. Whoever closes it sees no more,
 * and the computation goes on. There is none headless and in batch mode.
 */
public final class LiveWindow implements AutoCloseable {

	private final String title;
	private final int width;
	private final int height;
	private ImagePlus image;

	/** The size of the result, in pixels; smaller pictures on the way are enlarged to it. */
	public LiveWindow(final String title, final int width, final int height) {
		this.title = title;
		this.width = width;
		this.height = height;
	}

	/** Whether somebody could see it. */
	public static boolean isPossible() {
		return !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode();
	}

	/** Shows the picture as it is now; computed in the caller's thread, which is not the event thread. */
	public void show(final Pixels picture) {
		final ImageProcessor small = ImagePixels.rgb(picture.plane(picture.depth() / 2));
		small.setInterpolationMethod(ImageProcessor.BILINEAR);
		final ImageProcessor processor = small.resize(width, height);
		if (image == null) {
			image = new ImagePlus(title, processor);
			image.show();
		}
		else if (image.isVisible()) image.setProcessor(processor);
	}

	/** Closes the window. */
	@Override
	public void close() {
		if (image == null) return;
		image.changes = false;
		image.close();
	}
}
