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

package org.gradiscope.attribution.concept;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.BatchFiller;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * What images are to a layer: the means of its channels over all positions, so that a concept is the same
 * wherever it is seen and examples may be of other sizes than images. Images of a size that the network does not
 * take are fitted as for its class scores.
 */
public final class ConceptActivations {

	/** What the images of a batch have in common. */
	private record Kind(Shape shape, ValueRange range) {

		private static Object of(final Pixels image) {
			return new Kind(image.shape(), image.range());
		}
	}

	private final String layer;
	private final Progress progress;
	private final List<double[]> rows = new ArrayList<>();

	private ConceptActivations(final String layer, final Progress progress) {
		this.layer = layer;
		this.progress = progress;
	}

	/**
	 * The mean activation of each channel, a row for each image.
	 *
	 * @param images of which no more than some batches are held
	 */
	public static double[][] of(final Network network, final String layer,
		final Iterable<Pixels> images, final Progress progress) {
		return new ConceptActivations(layer, progress).rows(images,
			batch -> network.answer(Query.of(batch).withScores().withActivation(layer)), false);
	}

	/**
	 * How a class's score before the softmax changes when all positions of a channel grow alike,
	 * {@code sum_p dy / da_pc}, a row for each image.
	 */
	public static double[][] slopes(final Network network, final String layer, final int target,
		final Iterable<Pixels> images, final Progress progress) {
		return new ConceptActivations(layer, progress).rows(images, batch -> network
			.answer(Query.of(batch).objective(Objectives.logit(target)).withGradientAt(layer)), true);
	}

	private double[][] rows(final Iterable<Pixels> images, final Function<Pixels, Answer> ask,
		final boolean slopes) {
		final BatchFiller<Pixels> batches = new BatchFiller<>(image -> image, Kind::of, batch -> {
			progress.check();
			final Answer answer =
				ask.apply(batch.get(0).with(Tensor.batch(batch.stream().map(Pixels::values).toList())));
			add(slopes ? answer.gradientAt(layer) : answer.activation(layer), batch.size(), slopes);
		});
		for (final Pixels image : images)
			batches.add(image);
		batches.finish();
		return rows.toArray(double[][]::new);
	}

	/** @param values {@code [n, ..., c]} */
	private void add(final Tensor values, final int count, final boolean slopes) {
		final int channels = values.shape().dimension(-1);
		final int size = values.size() / count;
		for (int n = 0; n < count; n++) {
			final double[] row = new double[channels];
			for (int i = 0; i < size; i++)
				row[i % channels] += values.data()[n * size + i] / (slopes ? 1 : (double) size / channels);
			rows.add(row);
		}
	}
}
