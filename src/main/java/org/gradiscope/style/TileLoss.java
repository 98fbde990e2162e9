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
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Expression.Activation;
import org.gradiscope.objective.Expression.Add;
import org.gradiscope.objective.Expression.Part;
import org.gradiscope.objective.Expression.Placeholder;
import org.gradiscope.objective.Expression.Product;
import org.gradiscope.objective.Expression.Scale;
import org.gradiscope.objective.Function;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * The part of a tile in the {@link StyleLoss} of a whole picture, made linear at the statistics that the
 * whole had one step before: {@code dL/dS . S(tile)}. What the style asks for and what the content is
 * are given to one program at each run, so all tiles of a size share it.
 */
final class TileLoss {

	private final Network network;
	private final StyleLoss style;
	private final StyleOptions options;
	/** The part of a tile in the whole. */
	private final double share;
	/** {@code |A(base)|^2} of the whole base, by layer. */
	private final Map<String, Double> norms = new LinkedHashMap<>();
	/** By the size of tiles. */
	private final Map<Shape, Expression> expressions = new HashMap<>();
	/** Of the picture in this step, so far. */
	private Map<String, List<Tensor>> statistics = new LinkedHashMap<>();
	/** Of the loss, by each number that the style's expressions had in the step before. */
	private List<Tensor> slopes = List.of();

	/** @param tiles how many there are, of nearly one size */
	TileLoss(final Network network, final StyleLoss style, final StyleOptions options,
		final int tiles) {
		this.network = network;
		this.style = style;
		this.options = options;
		this.share = 1.0 / tiles;
	}

	/** Looks at a tile before the first step. */
	void measure(final Tensor base, final Tensor picture) {
		for (final String layer : options.content().keySet())
			norms.merge(layer, Distances.norm(List.of(network.activation(seen(base), layer))),
				Double::sum);
		if (style.isOfMeans()) add(style.values(network, seen(picture)));
	}

	private Pixels seen(final Tensor unit) {
		return Restyler.seen(network, unit);
	}

	private void add(final Map<String, List<Tensor>> ofTile) {
		ofTile.forEach((layer, values) -> statistics.merge(layer,
			values.stream().map(value -> Distances.scaled(value, share)).toList(), StyleLoss::sum));
	}

	/**
	 * Ends a step: the next one is by the statistics that the tiles have had together.
	 *
	 * @return how far these were from the style's; none where they are no means
	 */
	OptionalDouble next() {
		if (!style.isOfMeans()) return OptionalDouble.empty();
		final double distance = style.distance(statistics);
		slopes = style.slopes(statistics, -options.alpha() * share);
		statistics = new LinkedHashMap<>();
		return OptionalDouble.of(distance);
	}

	/**
	 * The derivative of the negative of the loss by the pixels of a tile.
	 *
	 * @param base the same part of what is kept
	 */
	Tensor slope(final Tensor base, final Tensor picture) {
		final List<Tensor> contents = options.content().keySet().stream()
			.map(layer -> network.activation(seen(base), layer)).toList();
		final Objective objective = new Objective(
			expressions.computeIfAbsent(picture.shape(), shape -> expression(seen(base), contents)),
			Optional.of(given(contents)));
		final Query query = Query.of(seen(picture)).objective(objective).withGradient();
		final Answer answer =
			network.answer(style.isOfMeans() ? query.withExpressions(style.expressions()) : query);
		if (style.isOfMeans()) add(style.values(answer));
		return answer.gradient();
	}

	/** The content, then the slopes of the statistics, in one row. */
	private Tensor given(final List<Tensor> contents) {
		final List<Tensor> all = new ArrayList<>(contents);
		all.addAll(slopes);
		final Tensor row =
			Tensor.zeros(Shape.of(1, Math.max(1, all.stream().mapToInt(Tensor::size).sum())));
		int at = 0;
		for (final Tensor tensor : all) {
			System.arraycopy(tensor.data(), 0, row.data(), at, tensor.size());
			at += tensor.size();
		}
		return row;
	}

	private Expression expression(final Pixels base, final List<Tensor> contents) {
		Expression sum = new Scale(Objectives.totalVariation().expression(), -options.beta() * share);
		int at = 0;
		int i = 0;
		for (final String layer : options.content().keySet()) {
			final Tensor content = contents.get(i++);
			final Expression wanted = new Scale(part(at, content), -1);
			sum = new Add(sum,
				new Scale(Function.SUM.of(Function.SQUARE.of(new Add(new Activation(layer), wanted))),
					-StyleLoss.share(options.content(), layer) / norms.get(layer)));
			at += content.size();
		}
		if (!style.isOfMeans())
			return new Add(sum, new Scale(style.distance(network, base), -options.alpha() * share));
		for (int k = 0; k < slopes.size(); k++) {
			sum = new Add(sum,
				Function.SUM.of(new Product(style.expressions().get(k), part(at, slopes.get(k)))));
			at += slopes.get(k).size();
		}
		return sum;
	}

	/** What is given from there on, in the shape of a tensor of one picture. */
	private static Expression part(final int from, final Tensor like) {
		final int[] axes = like.shape().toArray();
		return new Part(new Placeholder(), from, Shape.of(Arrays.copyOfRange(axes, 1, axes.length)));
	}
}
