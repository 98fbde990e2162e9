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

package org.gradiscope.objective;

import static org.gradiscope.objective.Expression.LOGITS;
import static org.gradiscope.objective.Function.ABSOLUTE;
import static org.gradiscope.objective.Function.BLUR;
import static org.gradiscope.objective.Function.GRAM;
import static org.gradiscope.objective.Function.LOG_PROBABILITIES;
import static org.gradiscope.objective.Function.MEAN;
import static org.gradiscope.objective.Function.PROBABILITIES;
import static org.gradiscope.objective.Function.SIMILARITY;
import static org.gradiscope.objective.Function.SQUARE;
import static org.gradiscope.objective.Function.SUM;
import static org.gradiscope.objective.Function.TOTAL_VARIATION;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.gradiscope.objective.Expression.Activation;
import org.gradiscope.objective.Expression.Channel;
import org.gradiscope.objective.Expression.ChannelOfEach;
import org.gradiscope.objective.Expression.Closest;
import org.gradiscope.objective.Expression.Constant;
import org.gradiscope.objective.Expression.Placeholder;
import org.gradiscope.objective.Expression.Image;
import org.gradiscope.objective.Expression.Largest;
import org.gradiscope.objective.Expression.Position;
import org.gradiscope.objective.Expression.Product;
import org.gradiscope.objective.Expression.Quotient;
import org.gradiscope.objective.Expression.Scale;
import org.gradiscope.objective.Expression.Add;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * The objectives of the field. Layers are named as the network's descriptor names them; channels,
 * classes and positions count from 0. What is not there in the network is refused when the objective
 * is evaluated.
 */
public final class Objectives {

	/** So far under all scores that a class is none of the largest. */
	private static final double OUT_OF_REACH = 1e9;

	/** Keeps a quotient finite. */
	private static final Expression TINY = new Constant(Tensor.scalar(1e-12f));

	private Objectives() {}

	/**
	 * The mean activation of a channel over all positions, {@code mean_p a_pc} (Olah et al. 2017,
	 * "Feature Visualization").
	 */
	public static Objective channel(final String layer, final int channel) {
		return new Objective(MEAN.of(new Channel(new Activation(layer), channel)));
	}

	/**
	 * The mean activation over all positions of another channel for each image of a batch.
	 *
	 * @param channels one for each image
	 */
	public static Objective channels(final String layer, final int... channels) {
		return new Objective(
			MEAN.of(new ChannelOfEach(new Activation(layer), IntStream.of(channels).boxed().toList())));
	}

	/** The activation of one unit, at column {@code x} and row {@code y} of the layer. */
	public static Objective neuron(final String layer, final int x, final int y, final int channel) {
		return neuron(layer, List.of(y, x), channel);
	}

	/** The same of a layer of volumes, in plane {@code z}. */
	public static Objective neuron(final String layer, final int x, final int y, final int z,
		final int channel) {
		return neuron(layer, List.of(z, y, x), channel);
	}

	private static Objective neuron(final String layer, final List<Integer> place,
		final int channel) {
		return new Objective(MEAN.of(new Channel(new Position(new Activation(layer), place), channel)));
	}

	/**
	 * The mean of the squared activations of a layer, the objective of Deep Dream (Mordvintsev et al.
	 * 2015, "Inceptionism").
	 */
	public static Objective layer(final String layer) {
		return new Objective(MEAN.of(SQUARE.of(new Activation(layer))));
	}

	/**
	 * The mean over positions of the squared activations of one channel, {@code mean_p a_pc^2}. The mean
	 * of a {@link #layer} runs over its channels too, so there a channel counts for as much less.
	 */
	public static Objective channelPower(final String layer, final int channel) {
		return new Objective(MEAN.of(SQUARE.of(new Channel(new Activation(layer), channel))));
	}

	/**
	 * How well each position answers to the vector of a guide that it answers to best,
	 * {@code mean_p max_j a_p . g_j}, the objective of the guided Deep Dream (Mordvintsev et al. 2015, the
	 * notebook of "Inceptionism").
	 *
	 * @param vectors what another picture's positions answer in that layer, {@code [j, c]}
	 */
	public static Objective guided(final String layer, final Tensor vectors) {
		return new Objective(MEAN.of(new Closest(new Activation(layer), new Constant(vectors))));
	}

	/**
	 * The mean over positions of the activations along a direction, {@code mean_p a_p . v}.
	 *
	 * @param vector one weight per channel of the layer
	 */
	public static Objective direction(final String layer, final float... vector) {
		final Tensor weights = Tensor.of(Shape.of(vector.length), vector);
		// The mean runs over channels too, so their number is put back.
		return new Objective(
			new Scale(MEAN.of(new Product(new Activation(layer), new Constant(weights))), vector.length));
	}

	/**
	 * A weighted sum of a layer's activations, other weights for each image, {@code sum_pc w_npc a_npc}: with
	 * one weight of 1 a single unit, another for each image.
	 *
	 * @param weights of the layer's shape for so many images, {@code [n, h, w, c]} or {@code [n, c]}
	 */
	public static Objective units(final String layer, final Tensor weights) {
		return fed(SUM.of(new Product(new Activation(layer), new Placeholder())), weights);
	}

	/** The score of a class before the softmax. */
	public static Objective logit(final int target) {
		return new Objective(MEAN.of(new Channel(new Activation(LOGITS), target)));
	}

	/** The logarithm of a class's probability; its negative is the cross-entropy. */
	public static Objective logProbability(final int target) {
		return new Objective(
			MEAN.of(new Channel(LOG_PROBABILITIES.of(new Activation(LOGITS)), target)));
	}

	/** A class's probability, 0..1. */
	public static Objective probability(final int target) {
		return new Objective(MEAN.of(new Channel(PROBABILITIES.of(new Activation(LOGITS)), target)));
	}

	/**
	 * A weighted sum of the class scores before the softmax, other weights for each image:
	 * {@code sum_k w_nk z_k}.
	 *
	 * @param weights {@code [n, k]} for n images and k classes
	 */
	public static Objective logits(final Tensor weights) {
		return fed(SUM.of(new Product(new Activation(LOGITS), new Placeholder())), weights);
	}

	/**
	 * A weighted sum of the logarithms of the probabilities, other weights for each image:
	 * {@code sum_k w_nk log p_k}.
	 *
	 * @param weights {@code [n, k]} for n images and k classes
	 */
	public static Objective logProbabilities(final Tensor weights) {
		return fed(SUM.of(new Product(LOG_PROBABILITIES.of(new Activation(LOGITS)), new Placeholder())),
			weights);
	}

	/**
	 * By how much the score of a class, another for each image, is over the best other one:
	 * {@code z_c - max_(j != c) z_j} (Carlini &amp; Wagner 2016, "Towards Evaluating the Robustness of Neural
	 * Networks"). Over 0 where the network takes the image for it.
	 *
	 * @param chosen {@code [n, k]}: 1 at each image's class, 0 elsewhere
	 */
	public static Objective margin(final Tensor chosen) {
		return fed(marginOf(new Activation(LOGITS)), chosen);
	}

	/**
	 * The margin of a class over what separates the first class from the third,
	 * {@code (z_c - max_(j != c) z_j) / (z_(1) - z_(3))}: the difference of logits ratio, less its sign
	 * (Croce &amp; Hein 2020, "Reliable evaluation of adversarial robustness"). It does not change when all
	 * scores are scaled or shifted.
	 *
	 * @param chosen {@code [n, k]}: 1 at each image's class, 0 elsewhere; at least 3 classes
	 */
	public static Objective marginRatio(final Tensor chosen) {
		final Expression scores = new Activation(LOGITS);
		return fed(new Quotient(marginOf(scores), distance(scores, new Largest(scores, 3))), chosen);
	}

	/**
	 * The evidence for one class and against another over what separates the first class from the third
	 * and the fourth, {@code (z_t - z_y) / (z_(1) - (z_(3) + z_(4)) / 2)}: the targeted difference of logits
	 * ratio (Croce &amp; Hein 2020).
	 *
	 * @param signs {@code [n, k]}: 1 at each image's target, -1 at the class to leave, 0 elsewhere; at
	 *          least 4 classes
	 */
	public static Objective targetRatio(final Tensor signs) {
		final Expression scores = new Activation(LOGITS);
		final Expression lower =
			new Scale(new Add(new Largest(scores, 3), new Largest(scores, 4)), 0.5);
		return fed(
			new Quotient(SUM.of(new Product(scores, new Placeholder())), distance(scores, lower)), signs);
	}

	/** From the largest score down to a lower one, never 0. */
	private static Expression distance(final Expression scores, final Expression lower) {
		return new Add(new Add(new Largest(scores, 1), new Scale(lower, -1)), TINY);
	}

	private static Expression marginOf(final Expression scores) {
		final Expression others = new Add(scores, new Scale(new Placeholder(), -OUT_OF_REACH));
		return new Add(SUM.of(new Product(scores, new Placeholder())),
			new Scale(new Largest(others, 1), -1));
	}

	private static Objective fed(final Expression expression, final Tensor values) {
		return new Objective(expression, Optional.of(values));
	}

	/**
	 * The sum of a picture that the network gives over a region of it, {@code sum_p m_p s_pc}.
	 *
	 * @param weights of the positions, {@code [h, w, 1]} of the picture's size, of a volume
	 *          {@code [d, h, w, 1]}
	 * @param channel of the picture; -1 for the sum over all
	 * @param score the picture as it is, or what its channels mean as probabilities
	 */
	public static Objective region(final Tensor weights, final int channel, final Score score) {
		final Expression picture = score.of(new Activation(LOGITS));
		final int[] extents = weights.shape().toArray();
		final Shape positions = Shape.of(Arrays.copyOf(extents, extents.length - 1));
		return new Objective(SUM.of(channel < 0 ? new Product(picture, new Constant(weights))
			: new Product(new Channel(picture, channel), new Constant(weights.reshape(positions)))));
	}

	/**
	 * How alike an image's activations are to those of the other images of the batch: the mean cosine
	 * between its Gram matrix and each of theirs (Olah et al. 2017, "Diversity"), -1..1; 0 for an image
	 * alone.
	 */
	public static Objective similarity(final String layer) {
		return new Objective(SIMILARITY.of(GRAM.of(new Activation(layer))));
	}

	/**
	 * How far a layer's activations are from given ones, {@code |a - t|^2 / |t|^2}: 0 where they are the
	 * same (Mahendran &amp; Vedaldi 2014, "Understanding Deep Image Representations by Inverting Them").
	 *
	 * @param target {@code [1, h, w, c]} or {@code [1, c]}, not all 0
	 */
	public static Objective distance(final String layer, final Tensor target) {
		final Expression difference =
			new Add(new Activation(layer), new Scale(new Constant(target), -1));
		return new Objective(new Scale(SUM.of(SQUARE.of(difference)), 1 / squareSum(target)));
	}

	/**
	 * How far a layer's activations are from given ones, others for each image, {@code mean (a - t)^2}: the loss
	 * of a guided denoiser (Liao et al. 2018, "Defense against Adversarial Attacks Using High-Level
	 * Representation Guided Denoiser"), which has the absolute values of the differences.
	 *
	 * @param targets of the layer's shape for so many images, {@code [n, h, w, c]} or {@code [n, c]}
	 */
	public static Objective squareDistance(final String layer, final Tensor targets) {
		return fed(MEAN.of(SQUARE.of(new Add(new Activation(layer), new Scale(new Placeholder(), -1)))),
			targets);
	}

	/**
	 * How much of given activations a layer has, {@code a . t / |t|^2}: 1 where they are the same, more
	 * where they are exaggerated.
	 *
	 * @param target {@code [1, h, w, c]} or {@code [1, c]}, not all 0
	 */
	public static Objective alignment(final String layer, final Tensor target) {
		return new Objective(new Scale(SUM.of(new Product(new Activation(layer), new Constant(target))),
			1 / squareSum(target)));
	}

	private static double squareSum(final Tensor tensor) {
		double sum = 0;
		for (final float value : tensor.data())
			sum += (double) value * value;
		if (sum == 0) throw new IllegalArgumentException(
			"Activations that are not all zero are expected, but these are; take another layer or image.");
		return sum;
	}

	/** The mean distance of the image's pixels from mid grey, in units of the range: 0..0.5. */
	public static Objective contrast() {
		return new Objective(MEAN.of(ABSOLUTE.of(aroundMidGrey())));
	}

	/** The mean squared distance of the image's pixels from mid grey, in units of the range: 0..0.25. */
	public static Objective squareContrast() {
		return new Objective(MEAN.of(SQUARE.of(aroundMidGrey())));
	}

	private static Expression aroundMidGrey() {
		return new Add(new Image(), new Constant(Tensor.scalar(-0.5f)));
	}

	/**
	 * What is lost when the image is blurred a little, {@code mean (x - blur(x))^2} in units of the range:
	 * small for pictures without fine detail (as lucid's {@code blur_input_each_step}).
	 */
	public static Objective detail() {
		return new Objective(
			MEAN.of(SQUARE.of(new Add(new Image(), new Scale(BLUR.of(new Image()), -1)))));
	}

	/**
	 * An objective of which each image of a batch has its own multiple.
	 *
	 * @param factors one for each image
	 */
	public static Objective weighted(final Objective objective, final float... factors) {
		return new Objective(new Product(objective.expression(),
			new Constant(Tensor.of(Shape.of(factors.length), factors))));
	}

	/** The image's mean squared value, in units of its range: 0 for black, 1 for white. */
	public static Objective power() {
		return new Objective(MEAN.of(SQUARE.of(new Image())));
	}

	/** The mean squared differences of neighbouring pixels, in units of the range. */
	public static Objective totalVariation() {
		return new Objective(TOTAL_VARIATION.of(new Image()));
	}
}
