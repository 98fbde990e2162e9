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

package org.gradiscope.attack.surface;

import java.util.stream.IntStream;

import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * What a network says of many changed copies of one image, which go through it in batches. There is no
 * picture outside of the value range, so each value is cut to it; one that lies outside already may stay.
 */
final class ImageProbe {

	/** The n-th change, added to the image. */
	@FunctionalInterface
	interface Change {

		/**
		 * @param n which, from 0
		 * @param values to add to
		 * @param from where the image's copy begins in them
		 */
		void add(int n, float[] values, int from);
	}

	/**
	 * What was said of each copy.
	 *
	 * @param losses the cross-entropy of the class that is asked about
	 * @param classes with the highest score, the first of equal ones
	 * @param cut the share of all values that were cut
	 */
	record Responses(float[] losses, int[] classes, double cut) {}

	private final Network network;
	private final Pixels image;
	private final int target;

	/**
	 * @param image one
	 * @param target the class whose loss is asked for
	 */
	ImageProbe(final Network network, final Pixels image, final int target) {
		this.network = network;
		this.image = image;
		this.target = target;
	}

	/** How many values the image has. */
	int size() {
		return image.values().size();
	}

	/** What is said of the image itself. */
	Responses unchanged() {
		return ask(1, (n, values, from) -> {}, Progress.NONE);
	}

	/**
	 * Asks about so many changed copies.
	 *
	 * @param progress told after each batch
	 */
	Responses ask(final int count, final Change change, final Progress progress) {
		final float[] losses = new float[count];
		final int[] classes = new int[count];
		final int batch = Batches.size(image, count);
		long cut = 0;
		for (int first = 0; first < count; first += batch) {
			progress.check();
			final int many = Math.min(batch, count - first);
			final Tensor copies = Batches.empty(image, many);
			final int start = first;
			cut += IntStream.range(0, many).parallel()
				.mapToLong(n -> fill(copies.data(), n * size(), start + n, change)).sum();
			final Tensor scores = network.activation(image.with(copies), Expression.LOGITS);
			for (int n = 0; n < many; n++) {
				classes[first + n] = Criterion.best(scores.item(n));
				losses[first + n] = (float) crossEntropy(scores.item(n).data(), target);
			}
			progress.report(first + many, count, first + many + " of " + count + " images");
		}
		return new Responses(losses, classes, (double) cut / count / size());
	}

	/** @return how many values were cut */
	private int fill(final float[] values, final int from, final int n, final Change change) {
		final float[] original = image.values().data();
		System.arraycopy(original, 0, values, from, original.length);
		change.add(n, values, from);
		int cut = 0;
		for (int i = 0; i < original.length; i++) {
			final float value = values[from + i];
			final float inside = Math.max(Math.min(original[i], image.range().min()),
				Math.min(Math.max(original[i], image.range().max()), value));
			if (inside != value) cut++;
			values[from + i] = inside;
		}
		return cut;
	}

	/** {@code log sum_k e^z_k - z_target}, which is exact where the softmax is 0 or 1. */
	static double crossEntropy(final float[] scores, final int target) {
		double most = Double.NEGATIVE_INFINITY;
		for (final float score : scores)
			most = Math.max(most, score);
		double sum = 0;
		for (final float score : scores)
			sum += Math.exp(score - most);
		return Math.log(sum) + (most - scores[target]);
	}
}
