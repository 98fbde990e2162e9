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

package org.gradiscope.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.gradiscope.model.Labels;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Probabilities;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * What a network says of one image: a score and a probability for each class, or values that are no
 * classes, such as that of a regression.
 *
 * @param labels the names of the classes or values
 * @param logits the scores before the softmax, one per class; or the values
 * @param probabilities the softmax of the logits, or the sigmoid of each, as the network has it; none of
 *          values
 */
public record Prediction(Labels labels, float[] logits, float[] probabilities) {

	/** One class in a prediction; or a value, the logit, whose probability is not a number. */
	public record ClassScore(int index, String label, float probability, float logit) {

		/** How likely the class is, for people, or the value. */
		public String shown() {
			return Float.isNaN(probability) ? String.format(Locale.ROOT, "%.4g", logit)
				: String.format(Locale.ROOT, "%.4f", probability);
		}
	}

	/**
	 * The predictions for a batch of images, in one run.
	 *
	 * @throws EngineException if the network outputs an image, or its descriptor has not one label for
	 *           each score
	 */
	public static List<Prediction> of(final Network network, final Pixels images) {
		if (!network.descriptor().givesClasses())
			throw new EngineException("The network " + network.descriptor().name() +
				" outputs an image, not classes; look at its layers (deep-dream, " +
				"feature-visualization), or at a part of what it gives (saliency-map with the target " +
				"region or region/channel).");
		final Tensor logits = network.activation(images, Expression.LOGITS);
		final int labels = network.descriptor().labels().count();
		if (labels * images.count() != logits.size())
			throw new EngineException("The network " + network.descriptor().name() + " gives " +
				logits.size() / images.count() + " scores for an image, " + "but its descriptor names " +
				labels + " labels; list one for each.");
		final List<Prediction> predictions = new ArrayList<>();
		for (int i = 0; i < images.count(); i++)
			predictions.add(ofScores(network.descriptor(), logits.item(i)));
		return predictions;
	}

	/**
	 * What scores before the softmax mean to a network.
	 *
	 * @param scores of one image, one per class
	 */
	public static Prediction ofScores(final ModelDescriptor network, final Tensor scores) {
		final float[] logits = scores.data();
		return new Prediction(network.labels(), logits, switch (network.probabilities()) {
			case SOFTMAX -> softmax(logits);
			case SIGMOID -> sigmoid(logits);
			case NONE -> new float[0];
		});
	}

	/** {@code e^(z_i - max z) / sum_j e^(z_j - max z)}. */
	private static float[] softmax(final float[] logits) {
		double max = Double.NEGATIVE_INFINITY;
		for (final float logit : logits)
			max = Math.max(max, logit);
		double sum = 0;
		for (final float logit : logits)
			sum += Math.exp(logit - max);
		final float[] probabilities = new float[logits.length];
		for (int i = 0; i < logits.length; i++)
			probabilities[i] = (float) (Math.exp(logits[i] - max) / sum);
		return probabilities;
	}

	/** {@code 1 / (1 + e^-z_i)}. */
	private static float[] sigmoid(final float[] logits) {
		final float[] probabilities = new float[logits.length];
		for (int i = 0; i < logits.length; i++)
			probabilities[i] = (float) (1 / (1 + Math.exp(-logits[i])));
		return probabilities;
	}

	/** Whether these are values and not classes. */
	public boolean isValues() {
		return probabilities.length == 0;
	}

	/** The index of the likeliest class; of values the first. */
	public int best() {
		return ranked(1).get(0).index();
	}

	/**
	 * The likeliest classes, the likeliest first; values in their order. Fewer than {@code k} where there
	 * are not so many.
	 */
	public List<ClassScore> ranked(final int k) {
		return IntStream.range(0, logits.length).boxed()
			.sorted(Comparator.comparingDouble(i -> isValues() ? 0 : -logits[i])).limit(k)
			.map(this::score).toList();
	}

	/** One class or value. */
	public ClassScore score(final int index) {
		return new ClassScore(index, labels.name(index), isValues() ? Float.NaN : probabilities[index],
			logits[index]);
	}
}
