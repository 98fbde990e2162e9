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

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * Pictures of features.
 *
 * @param labels what each picture is of
 * @param pictures {@code [n, h, w, c]} in 0..255
 * @param values the objective of each picture, unwarped and without regularizers
 * @param redirected the number of steps at which a picture's gradient was zero, so that the input of
 *          the ReLU was maximized instead
 * @param silent the labels of pictures that had no gradient at any step: of channels that respond to
 *          nothing, or that cannot be lowered any further
 */
public record FeatureImages(List<String> labels, Pixels pictures, float[] values, int redirected,
	List<String> silent) {

	public FeatureImages {
		labels = List.copyOf(labels);
		silent = List.copyOf(silent);
	}

	/** The number of pictures. */
	public int count() {
		return labels.size();
	}

	/** Several runs as if they were one. */
	static FeatureImages joined(final List<FeatureImages> runs) {
		if (runs.size() == 1) return runs.get(0);
		final Shape shape = runs.get(0).pictures.shape();
		final int count = runs.stream().mapToInt(FeatureImages::count).sum();
		final Tensor all = Tensor.zeros(shape.with(0, count));
		final float[] values = new float[count];
		final List<String> labels = new ArrayList<>();
		final List<String> silent = new ArrayList<>();
		int redirected = 0;
		for (final FeatureImages run : runs) {
			System.arraycopy(run.pictures.values().data(), 0, all.data(),
				labels.size() * (all.size() / count), run.pictures.values().size());
			System.arraycopy(run.values, 0, values, labels.size(), run.count());
			labels.addAll(run.labels);
			redirected = Math.max(redirected, run.redirected);
			silent.addAll(run.silent);
		}
		return new FeatureImages(labels, runs.get(0).pictures.with(all), values, redirected, silent);
	}

	/** A batch side by side, about as many across as down; what is left over in the last row is black. */
	static Pixels mosaic(final Pixels pictures) {
		final int columns = (int) Math.ceil(Math.sqrt(pictures.count()));
		final int rows = (pictures.count() + columns - 1) / columns;
		final int line = pictures.width() * pictures.channels();
		final Tensor mosaic = Tensor.zeros(
			Shape.of(1, rows * pictures.height(), columns * pictures.width(), pictures.channels()));
		for (int i = 0; i < pictures.count(); i++)
			for (int y = 0; y < pictures.height(); y++)
				System.arraycopy(pictures.values().data(), (i * pictures.height() + y) * line,
					mosaic.data(), ((i / columns * pictures.height() + y) * columns + i % columns) * line,
					line);
		return pictures.with(mosaic);
	}
}
