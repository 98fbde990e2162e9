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
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.gradiscope.metric.StudentT;

/**
 * Whether a class's score depends on a concept: testing with concept activation vectors (Kim et al. 2018,
 * "Interpretability Beyond Feature Attribution"). Of several sets of random images each gives a separator of
 * the concept's examples from them. The score of a separator is the share of the class's images for which the
 * class's score grows along its direction,
 *
 * <pre>
 * TCAV = |{ x : grad h_k(f(x)) . v > 0 }| / |{ x }|
 * </pre>
 *
 * with the activations {@code f} of a layer and the class's score {@code h_k} before the softmax. The scores of
 * the concept are compared with those of random images that are taken for a concept.
 *
 * @param concept one separator for each set
 * @param random for each set one of random images from random images
 */
public record ConceptScores(List<ConceptSeparator> concept, List<ConceptSeparator> random) {

	private static final double LEVEL = 0.05;
	/** Of separators that tell nothing. */
	private static final double FEW = 0.5;

	public ConceptScores {
		concept = List.copyOf(concept);
		random = List.copyOf(random);
	}

	/**
	 * @param examples activations of the concept's examples
	 * @param others activations of random images
	 * @param slopes the derivatives of the class's score by the activations, of each of its images
	 * @param draws which of the examples and random images make each separator
	 * @param c how much the separators' loss counts beside the penalty
	 */
	public static ConceptScores of(final double[][] examples, final double[][] others,
		final double[][] slopes, final List<ConceptDraw> draws, final double c) {
		final List<ConceptSeparator> concept = new ArrayList<>();
		final List<ConceptSeparator> random = new ArrayList<>();
		for (final ConceptDraw draw : draws) {
			final double[][] against = picked(others, draw.random());
			concept.add(ConceptSeparator.of(picked(examples, draw.concept()), against, slopes, c));
			random.add(ConceptSeparator.of(picked(others, draw.others()), against, slopes, c));
		}
		return new ConceptScores(concept, random);
	}

	private static double[][] picked(final double[][] all, final int... indices) {
		return IntStream.of(indices).mapToObj(i -> all[i]).toArray(double[][]::new);
	}

	/** The mean score of the concept, 0..1. */
	public double score() {
		return mean(concept, ConceptSeparator::score);
	}

	/** The mean score of random images taken for a concept. */
	public double randomScore() {
		return mean(random, ConceptSeparator::score);
	}

	/** How many of the held-out examples the concept's separators put on their side, 0..1. */
	public double accuracy() {
		return mean(concept, ConceptSeparator::accuracy);
	}

	/** Whether the scores of the concept and of random images have one mean; of one set not a number. */
	public StudentT difference() {
		return StudentT.of(values(concept), values(random));
	}

	private static double[] values(final List<ConceptSeparator> separators) {
		return separators.stream().mapToDouble(ConceptSeparator::score).toArray();
	}

	/** The share of the concept's separators that do no better than chance. */
	public double noBetterThanChance() {
		return mean(concept, separator -> separator.isNoBetterThanChance() ? 1 : 0);
	}

	/** What that means, in sentences. */
	public String verdict(final String label) {
		final String scores = String.format(Locale.ROOT,
			"The score of %s grows towards the concept in %.0f %% of its images, and towards random ones in " +
				"%.0f %% (p = %.2g). ",
			label, 100 * score(), 100 * randomScore(), difference().p());
		final String chance = String.format(Locale.ROOT,
			"%.0f %% of the separators do no better than chance", 100 * noBetterThanChance());
		if (noBetterThanChance() > FEW)
			return scores + chance + ", so the layer does not tell the concept " +
				"from random images, and the score says nothing.";
		final boolean differs = difference().p() < LEVEL;
		return scores + chance +
			(differs
				? ": the score depends on the concept, and " +
					(score() > randomScore() ? "grows with it." : "falls with it.")
				: ": no dependence on the concept is found.");
	}

	/** The mean direction towards the concept, of length 1. */
	public double[] direction() {
		final double[] sum = new double[concept.get(0).direction().length];
		for (final ConceptSeparator separator : concept)
			for (int j = 0; j < sum.length; j++)
				sum[j] += separator.direction()[j];
		return ConceptSeparator.unit(sum);
	}

	private static double mean(final List<ConceptSeparator> separators,
		final ToDoubleFunction<ConceptSeparator> of) {
		return separators.stream().mapToDouble(of).average().orElseThrow();
	}
}
