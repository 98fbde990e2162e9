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

import ij.ImagePlus;
import ij.process.ImageProcessor;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.gradiscope.engine.Cancellation;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.ImagePreview;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.tensor.Pixels;

/**
 * Shows on the image of a command, while its dialog is open, what would become of it, at low
 * resolution. All of it happens outside of the event thread, and each change ends what was under way.
 */
final class Previewer {

	/** What would come out for a small image. */
	@FunctionalInterface
	interface Sketch {

		/**
		 * @param small is the sketch's own
		 * @param factor the side of the small image over that of the region, at most 1
		 */
		ImagePlus of(OpenNetwork network, ImagePlus small, double factor, Progress progress);
	}

	/** The longer side of what is computed, in pixels, unless the network takes no image so small. */
	private static final int SIDE = 256;
	private static final double GROWTH = 1.25;

	private final ImageCommand command;
	private final Sketch sketch;
	private final LatestTask latest = new LatestTask();
	private ImagePreview shown;
	/** Whether the status bar says why there is no preview. */
	private boolean told;

	Previewer(final ImageCommand command, final Sketch sketch) {
		this.command = command;
		this.sketch = sketch;
	}

	/** A value in the dialog has changed. */
	void update(final boolean wanted) {
		if (wanted) latest.run(this::run);
		else end();
	}

	/** When the dialog is canceled, and before the command runs. */
	void end() {
		latest.cancel();
		remove();
	}

	private void run(final Cancellation cancellation) {
		try {
			command.check();
			final ImagePlus image = command.input();
			final Region region = Region.of(image);
			try (OpenNetwork network = command.open(cancellation::isCanceled)) {
				if (network.descriptor().preprocessing().size().isVolume())
					throw new IllegalArgumentException(
						"the network takes volumes, which are not shown before they are done.");
				final ShownImage shown = NetworkCommand.shown(network, image);
				if (network.descriptor().preprocessing().channels().areOthers())
					throw new IllegalArgumentException("images of several channels have none.");
				final Pixels seen = shown.read(shown.current(), region);
				final double factor = factor(network, seen);
				show(sketch.of(network, small(seen, shown.type(), factor), factor, cancellation::isCanceled)
					.flatten().getProcessor(), region, cancellation);
			}
		}
		catch (final CancellationException e) {
			// Another preview is on its way, or none is wanted any more.
		}
		catch (final RuntimeException | LinkageError e) {
			if (!cancellation.isCanceled()) refuse(ErrorReport.line(e));
		}
	}

	/** What was shown before is not what would come out. */
	private synchronized void refuse(final String why) {
		if (shown != null) shown.remove();
		shown = null;
		told = true;
		command.say("No preview: " + why);
	}

	private synchronized void forget() {
		if (told) command.say("");
		told = false;
	}

	private synchronized void show(final ImageProcessor picture, final Region region,
		final Cancellation cancellation) {
		if (cancellation.isCanceled()) return;
		if (shown == null) shown = new ImagePreview(command.input());
		shown.show(picture, region);
		forget();
	}

	private synchronized void remove() {
		if (shown != null) shown.remove();
		shown = null;
		forget();
	}

	private static double factor(final OpenNetwork network, final Pixels seen) {
		double factor = Math.min(1, (double) SIDE / Math.max(seen.width(), seen.height()));
		while (factor < 1 &&
			!network.takes(side(seen.height(), factor), side(seen.width(), factor), List.of()))
			factor = Math.min(1, factor * GROWTH);
		return factor;
	}

	private static int side(final int length, final double factor) {
		return Math.max(1, (int) Math.round(length * factor));
	}

	/** It is seen by the network as the image is. */
	private static ImagePlus small(final Pixels seen, final PixelType type, final double factor) {
		final ImageProcessor large = type.processor(seen.values());
		large.setInterpolationMethod(ImageProcessor.BILINEAR);
		final ImagePlus small = new ImagePlus("preview",
			large.resize(side(seen.width(), factor), side(seen.height(), factor), true));
		if (type != PixelType.RGB) small.setDisplayRange(seen.range().min(), seen.range().max());
		return small;
	}
}
