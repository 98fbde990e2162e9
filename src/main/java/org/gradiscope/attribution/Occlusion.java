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

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * How much the objective drops when a window of the image is covered (Zeiler &amp; Fergus 2013,
 * "Visualizing and Understanding Convolutional Networks", section 4.2):
 *
 * <pre>
 * a_p = mean over windows w with p of (f(x) - f(x without w))
 * </pre>
 *
 * in units of the objective. The last window of a row or column ends at the image's border, so that
 * every pixel is covered at least once.
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

	private record Place(int y, int x) {}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	@Override
	public double forwardPasses(final ModelDescriptor network, final Pixels image) {
		return Math.ceil((double) image.height() / stride) * Math.ceil((double) image.width() / stride);
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
		final List<Place> places = places(image);
		final double[] drops = new double[image.height() * image.width()];
		final int[] counts = new int[drops.length];
		final int batch = Batches.size(image, places.size());
		for (int first = 0; first < places.size(); first += batch) {
			progress.check();
			final List<Place> some = places.subList(first, Math.min(places.size(), first + batch));
			final float[] values = network.values(covered(image, cover, some), objective);
			for (int n = 0; n < values.length; n++)
				add(some.get(n), whole - values[n], image.width(), drops, counts);
			progress.report(first + some.size(), places.size(),
				"window " + (first + some.size()) + " of " + places.size());
		}
		final Tensor map = Tensor.zeros(image.shape().with(3, 1));
		for (int p = 0; p < drops.length; p++)
			map.data()[p] = (float) (drops[p] / counts[p]);
		return Attribution.of(map);
	}

	private List<Place> places(final Pixels image) {
		final List<Place> places = new ArrayList<>();
		for (final int y : starts(image.height()))
			for (final int x : starts(image.width()))
				places.add(new Place(y, x));
		return places;
	}

	private List<Integer> starts(final int length) {
		final List<Integer> starts = new ArrayList<>();
		for (int start = 0; start < length - window; start += stride)
			starts.add(start);
		starts.add(length - window);
		return starts;
	}

	private Pixels covered(final Pixels image, final Tensor cover, final List<Place> places) {
		final float[][] masks = new float[places.size()][image.height() * image.width()];
		for (int n = 0; n < masks.length; n++) {
			Arrays.fill(masks[n], 1);
			for (int y = 0; y < window; y++) {
				final int from = (places.get(n).y() + y) * image.width() + places.get(n).x();
				Arrays.fill(masks[n], from, from + window, 0);
			}
		}
		return Baseline.masked(image, cover, masks);
	}

	private void add(final Place place, final double drop, final int width, final double[] drops,
		final int[] counts) {
		for (int y = place.y(); y < place.y() + window; y++)
			for (int x = place.x(); x < place.x() + window; x++) {
				drops[y * width + x] += drop;
				counts[y * width + x]++;
			}
	}

	@Override
	public String toString() {
		return "occlusion[window=" + window + ", stride=" + stride + ", fill=" + fill + "]";
	}
}
