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

package org.gradiscope.preprocessing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * What another program gave for images, to which a network's answer is compared: scores or
 * probabilities, of pictures with the channels last or first.
 *
 * @param values of all images, one after the other
 */
public record ExpectedAnswer(float[] values) {

	/** Relative differences up to this are rounding. */
	private static final double ROUNDING = 1e-3;

	/** @throws IllegalArgumentException if there is none, or one is not finite */
	public ExpectedAnswer {
		if (values.length == 0) throw new IllegalArgumentException(
			"Numbers are expected of the answer, but there is none; let Python save all of it.");
		for (final float value : values)
			if (!Float.isFinite(value))
				throw new IllegalArgumentException("The expected answer has to be " +
					"finite numbers, but one is " + value + "; see what Python gives.");
	}

	/**
	 * How far an answer is off.
	 *
	 * @param relative the largest difference, over the largest expected value
	 * @param expected at its place
	 * @param found there
	 */
	public record Difference(double relative, float expected, float found) {

		/** Whether it is rounding. */
		public boolean isNone() {
			return relative <= ROUNDING;
		}
	}

	/** @throws IllegalArgumentException if the network gives another number of values for these images */
	public Difference difference(final Network network, final List<Pixels> images) {
		Difference least = null;
		for (final float[] answer : answers(network, images)) {
			final Difference difference = difference(network, answer, images.size());
			if (least == null || difference.relative < least.relative) least = difference;
		}
		return least;
	}

	private Difference difference(final Network network, final float[] answer, final int images) {
		if (answer.length != values.length)
			throw new IllegalArgumentException("The network " + network.descriptor().name() + " gives " +
				answer.length + " values for " + (images == 1 ? "the image" : images + " images") +
				", but " + values.length + " are expected; let Python save its answer to the same " +
				(images == 1 ? "image" : "images, in their order") + ".");
		double largest = Float.MIN_NORMAL;
		double most = -1;
		int at = 0;
		for (int i = 0; i < values.length; i++) {
			largest = Math.max(largest, Math.abs(values[i]));
			final double off = Float.isFinite(answer[i]) ? Math.abs((double) values[i] - answer[i])
				: Double.POSITIVE_INFINITY;
			if (off > most) {
				most = off;
				at = i;
			}
		}
		return new Difference(most / largest, values[at], answer[at]);
	}

	/** All that may be meant. */
	private static List<float[]> answers(final Network network, final List<Pixels> images) {
		final List<Tensor> scores =
			images.stream().map(image -> network.activation(image, Expression.LOGITS)).toList();
		final List<float[]> answers = new ArrayList<>();
		answers.add(joined(scores.stream().map(Tensor::data).toList()));
		if (scores.get(0).shape().rank() > 2)
			answers.add(joined(scores.stream().map(ExpectedAnswer::channelsFirst).toList()));
		if (network.descriptor().givesClasses()) {
			final List<float[]> likely = scores.stream()
				.map(each -> Prediction.ofScores(network.descriptor(), each.item(0)).probabilities())
				.toList();
			if (likely.get(0).length > 0) answers.add(joined(likely));
		}
		return answers;
	}

	private static float[] channelsFirst(final Tensor picture) {
		final int channels = picture.shape().dimension(-1);
		final int positions = picture.size() / channels;
		final float[] values = picture.data();
		final float[] turned = new float[values.length];
		for (int i = 0; i < values.length; i++)
			turned[i % channels * positions + i / channels] = values[i];
		return turned;
	}

	private static float[] joined(final List<float[]> parts) {
		final float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
		int at = 0;
		for (final float[] part : parts) {
			System.arraycopy(part, 0, all, at, part.length);
			at += part.length;
		}
		return all;
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof ExpectedAnswer same && Arrays.equals(values, same.values);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(values);
	}

	@Override
	public String toString() {
		return IntStream.range(0, Math.min(8, values.length)).mapToObj(i -> String.valueOf(values[i]))
			.toList().toString();
	}
}
