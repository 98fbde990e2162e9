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
package org.gradiscope.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Tiles.Tile;

/**
 * How much the objective drops when a window of the image is covered (Zeiler &amp; Fergus 2013,
 * "Visualizing and Understanding Convolutional Networks", section 4.2):
 *
 * <pre>
 * a_p = mean over windows w with p of (f(x) - f(x without w))
 * </pre>
 *
 * in units of the objective. The last window of a row or column ends at the image's border, so that
 * every pixel is covered at least once. Of a volume the window is a box, as much of the depth as of the
 * shorter side.
 *
 * @param window the side of the square window, in pixels, at least 1
 * @param stride from one window to the next, in pixels, at least 1 and at most the window
 * @param fill what covers
 */
public record Occlusion(int window, int stride, Baseline fill) implements AttributionMethod {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Occlusion {
		OptionRecords.require("Occlusion needs", window >= 1, "a window of at least 1 pixel", window);
		OptionRecords.require("Occlusion needs", stride >= 1 && stride <= window,
			"a stride of 1 to the window's " + window + " pixels, or pixels would be left out", stride);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	@Override
	public double forwardPasses(final ModelDescriptor network, final Pixels image) {
		return windows(image).size();
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		if (window > image.height() || window > image.width()) throw new IllegalArgumentException(
			"The window of " + window + " pixels is larger than the image of " + image.width() + "x" +
				image.height() + "; give a smaller one.");
		final float whole = network.values(image, objective)[0];
		final Tensor cover = fill.of(image);
		final List<Tile> places = windows(image);
		final double[] drops = new double[image.positions()];
		final int[] counts = new int[drops.length];
		final int batch = Batches.size(image, places.size());
		for (int first = 0; first < places.size(); first += batch) {
			progress.check();
			final List<Tile> some = places.subList(first, Math.min(places.size(), first + batch));
			final float[] values = network.values(covered(image, cover, some), objective);
			for (int n = 0; n < values.length; n++)
				add(some.get(n), whole - values[n], image, drops, counts);
			progress.report(first + some.size(), places.size(),
				"window " + (first + some.size()) + " of " + places.size());
		}
		final Tensor map = Tensor.zeros(image.shape().with(-1, 1));
		for (int p = 0; p < drops.length; p++)
			map.data()[p] = (float) (drops[p] / counts[p]);
		return Attribution.of(map);
	}

	/** In their order, each as large as the others. */
	private List<Tile> windows(final Pixels image) {
		final double share = (double) image.depth() / Math.min(image.height(), image.width());
		final int depth = (int) Math.max(1, Math.min(image.depth(), Math.round(window * share)));
		final int step = (int) Math.max(1, Math.min(depth, Math.round(stride * share)));
		final List<Tile> windows = new ArrayList<>();
		for (final int z : starts(image.depth(), depth, step))
			for (final int y : starts(image.height(), window, stride))
				for (final int x : starts(image.width(), window, stride))
					windows.add(new Tile(z, y, x, depth, window, window));
		return windows;
	}

	private static List<Integer> starts(final int length, final int window, final int stride) {
		final List<Integer> starts = new ArrayList<>();
		for (int start = 0; start < length - window; start += stride)
			starts.add(start);
		starts.add(length - window);
		return starts;
	}

	private static Pixels covered(final Pixels image, final Tensor cover, final List<Tile> places) {
		final float[][] masks = new float[places.size()][image.positions()];
		for (int n = 0; n < masks.length; n++) {
			final float[] mask = masks[n];
			Arrays.fill(mask, 1);
			forEachRow(places.get(n), image,
				from -> Arrays.fill(mask, from, from + places.get(0).width(), 0));
		}
		return Baseline.masked(image, cover, masks);
	}

	private static void add(final Tile place, final double drop, final Pixels image,
		final double[] drops, final int[] counts) {
		forEachRow(place, image, from -> {
			for (int p = from; p < from + place.width(); p++) {
				drops[p] += drop;
				counts[p]++;
			}
		});
	}

	/** @param task told the position at which each row of a window begins */
	private static void forEachRow(final Tile place, final Pixels image, final IntConsumer task) {
		for (int z = place.z(); z < place.z() + place.depth(); z++)
			for (int y = place.y(); y < place.y() + place.height(); y++)
				task.accept((z * image.height() + y) * image.width() + place.x());
	}

	@Override
	public String toString() {
		return "occlusion[window=" + window + ", stride=" + stride + ", fill=" + fill + "]";
	}
}
