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

package org.gradiscope.style;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Expression.Add;
import org.gradiscope.objective.Expression.Scale;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * What style transfer lowers (Gatys et al. 2015; Veličković 2017, "Deep learning, visualised"):
 *
 * <pre>
 * mean_i |A_i(x) - A_i(base)|^2 / |A_i(base)|^2
 *   + alpha mean_j |S_j(x) - S_j(style)|^2 / |S_j(style)|^2
 *   + beta mean (differences of neighbours of x)^2
 * </pre>
 *
 * with {@code A} the activations of the layers of the content, {@code S} the {@link LayerStatistic} of
 * those of the style, and means over layers by their weights. All distances are relative, so weights mean
 * the same for every network, number of layers and size of picture. Of several styles the weighted mean
 * of their statistics is taken, which for Gram matrices has the same gradient as the mean of the losses.
 */
final class StyleLoss {

	private final StyleOptions options;
	/** By layer, as all that follows. */
	private final Map<String, LayerStatistic> statistics = new LinkedHashMap<>();
	private final Map<String, List<Tensor>> targets = new LinkedHashMap<>();

	/**
	 * @param style at the scale at which it is wanted
	 * @throws IllegalArgumentException if the network has no such layer, or it responds to no style
	 */
	StyleLoss(final Network network, final Style style, final StyleOptions options) {
		this.options = options;
		final int colours = style.references().get(0).picture().channels();
		for (final String layer : options.layers().keySet())
			statistics.put(layer,
				options.statistic().at(StyleLayers.activation(layer),
					layer.equals(StyleLayers.PIXELS) ? colours : network.descriptor().layer(layer).channels(),
					options.seed()));
		for (final Style.Reference reference : style.references())
			add(values(network, reference.picture()), style.share(reference));
	}

	private void add(final Map<String, List<Tensor>> values, final double share) {
		statistics.forEach((layer, statistic) -> {
			final List<Tensor> target = statistic.target(values.get(layer)).stream()
				.map(tensor -> Distances.scaled(tensor, share)).toList();
			targets.merge(layer, target, StyleLoss::sum);
		});
	}

	/** Rows of sorted values are as long as those of the first. */
	static List<Tensor> sum(final List<Tensor> some, final List<Tensor> others) {
		final List<Tensor> sum = new ArrayList<>();
		for (int i = 0; i < some.size(); i++) {
			final Tensor one = some.get(i);
			final Tensor other = one.shape().equals(others.get(i).shape()) ? others.get(i)
				: SlicedWassersteinStatistic.resampled(others.get(i), one.shape().dimension(2));
			sum.add(one.plus(other, 1));
		}
		return sum;
	}

	/** Whether the statistics of a picture are the means of those of its tiles. */
	boolean isOfMeans() {
		return statistics.values().stream().allMatch(LayerStatistic.OfMeans.class::isInstance);
	}

	/** All that is computed of a picture for its style. */
	List<Expression> expressions() {
		return statistics.values().stream().flatMap(s -> s.expressions().stream()).toList();
	}

	/** The values of all expressions for a picture. */
	Map<String, List<Tensor>> values(final Network network, final Pixels picture) {
		return values(network.answer(Query.of(picture).withExpressions(expressions())));
	}

	Map<String, List<Tensor>> values(final Answer answer) {
		final Map<String, List<Tensor>> values = new LinkedHashMap<>();
		statistics.forEach((layer, statistic) -> values.put(layer,
			statistic.expressions().stream().map(answer::expression).toList()));
		return values;
	}

	/** How far statistics are from the style's, if they are means: the mean over layers. */
	double distance(final Map<String, List<Tensor>> values) {
		double sum = 0;
		for (final String layer : statistics.keySet())
			sum += share(options.layers(), layer) *
				means(layer).distance(values.get(layer), targets.get(layer));
		return sum;
	}

	private LayerStatistic.OfMeans means(final String layer) {
		return (LayerStatistic.OfMeans) statistics.get(layer);
	}

	/** The derivative of {@code factor} times that distance by each value, in the order of the expressions. */
	List<Tensor> slopes(final Map<String, List<Tensor>> values, final double factor) {
		final List<Tensor> slopes = new ArrayList<>();
		for (final String layer : statistics.keySet())
			means(layer).slope(values.get(layer), targets.get(layer)).forEach(
				slope -> slopes.add(Distances.scaled(slope, factor * share(options.layers(), layer))));
		return slopes;
	}

	/**
	 * The negative of the loss, which is climbed.
	 *
	 * @param base whose content is kept, as large as the picture
	 */
	Objective whole(final Network network, final Pixels base) {
		Objective sum = Objectives.totalVariation().times(-options.beta());
		for (final String layer : options.content().keySet())
			sum = sum.minus(Objectives.distance(layer, network.activation(base, layer))
				.times(share(options.content(), layer)));
		return sum.minus(new Objective(distance(network, base)).times(options.alpha()));
	}

	/**
	 * How far the statistics are from the style's: the mean over layers.
	 *
	 * @param like of the size of the pictures that it is of
	 */
	Expression distance(final Network network, final Pixels like) {
		final Map<String, List<Tensor>> sizes = isOfMeans() ? targets : values(network, like);
		return statistics.entrySet().stream()
			.<Expression>map(entry -> new Scale(
				entry.getValue().distance(fitting(entry.getKey(), sizes.get(entry.getKey()))),
				share(options.layers(), entry.getKey())))
			.reduce(Add::new).orElseThrow();
	}

	/** The targets, with as many positions as there are in others. */
	private List<Tensor> fitting(final String layer, final List<Tensor> sizes) {
		return isOfMeans() ? targets.get(layer) : List.of(SlicedWassersteinStatistic
			.resampled(targets.get(layer).get(0), sizes.get(0).shape().dimension(2)));
	}

	/** The part of a layer in the mean over layers. */
	static double share(final Map<String, Double> weights, final String layer) {
		return weights.get(layer) / weights.values().stream().mapToDouble(w -> w).sum();
	}
}
