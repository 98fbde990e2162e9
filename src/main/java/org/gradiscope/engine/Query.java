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

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.objective.Expression;
import org.gradiscope.model.OtherInput;
import org.gradiscope.objective.Objective;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * What a network is asked in one run: images, an objective where one is needed, and whatever is wanted
 * of them together, for example {@code Query.of(images).objective(logit).withGradient().withScores()}.
 * <p>
 * A network of one size fits images to it unless everything asked for takes any size.
 * </p>
 *
 * @param pixels the caller's images; or else
 * @param painted pictures by their parameters
 * @param objective of which values, gradients and relevance are
 * @param rule how gradients pass back through ReLUs
 * @param relevance how relevance is handed down, where it is asked for
 * @param fetches what is wanted, in this order
 * @param padded whether images of a size that the network does not take are continued by reflection
 * @param inputs what else the network is given, by the names of its {@link OtherInput}s: the same for all
 *          images
 * @param replaced activations that layers give in place of their own, one for each image, by the names
 *          that users give the layers
 */
public record Query(Optional<Pixels> pixels, Optional<ParameterizedImage> painted,
	Optional<Objective> objective, Backpropagation rule, Optional<RelevanceRules> relevance,
	Set<Fetch> fetches, boolean padded, Map<String, Tensor> inputs, Map<String, Tensor> replaced) {

	/** @throws IllegalArgumentException if something is wanted that these images have not */
	public Query {
		fetches = Collections.unmodifiableSet(new LinkedHashSet<>(fetches));
		inputs = Map.copyOf(inputs);
		replaced = Map.copyOf(replaced);
		for (final Fetch fetch : fetches) {
			if (fetch.kind().isOfObjective() && objective.isEmpty()) throw new IllegalArgumentException(
				"An objective is expected for the " + fetch + ", but the query has none; give it one.");
			if (fetch.equals(Fetch.PICTURES) && painted.isEmpty()) throw new IllegalArgumentException(
				"Pictures are those painted from parameters, but pixels were given.");
			if (fetch.equals(Fetch.MULTIPLIERS) && (pixels.isEmpty() || pixels.get().count() != 2))
				throw new IllegalArgumentException("Multipliers are those between two images; give two.");
			if (fetch.equals(Fetch.RELEVANCE) && pixels.isEmpty()) throw new IllegalArgumentException(
				"Relevance is that of pixels, but parameters were given; paint them first.");
		}
	}

	/** A query of the caller's images, {@code [n, h, w, c]}. */
	public static Query of(final Pixels images) {
		return of(Optional.of(images), Optional.empty());
	}

	/** A query of pictures that the network paints from parameters, and sees through their warp. */
	public static Query of(final ParameterizedImage pictures) {
		return of(Optional.empty(), Optional.of(pictures));
	}

	private static Query of(final Optional<Pixels> pixels,
		final Optional<ParameterizedImage> painted) {
		return new Query(pixels, painted, Optional.empty(), Backpropagation.PLAIN, Optional.empty(),
			Set.of(), true, Map.of(), Map.of());
	}

	/** The same of an objective; each image has its own value and gradient. */
	public Query objective(final Objective of) {
		return new Query(pixels, painted, Optional.of(of), rule, relevance, fetches, padded, inputs,
			replaced);
	}

	/** The same with gradients by that rule. */
	public Query rule(final Backpropagation by) {
		return new Query(pixels, painted, objective, by, relevance, fetches, padded, inputs, replaced);
	}

	/** The same of other images, as many. */
	public Query seeing(final Pixels images) {
		return new Query(Optional.of(images), Optional.empty(), objective, rule, relevance, fetches,
			padded, inputs, replaced);
	}

	/** And the objective. */
	public Query withValues() {
		return with(Fetch.VALUES);
	}

	/** And its gradient with respect to what is fed: the pixels, or the parameters of pictures. */
	public Query withGradient() {
		return with(Fetch.GRADIENT);
	}

	/** And its gradient with respect to the activations of a layer. */
	public Query withGradientAt(final String layer) {
		return with(Fetch.gradientAt(layer));
	}

	/**
	 * And the gradient of its sum over the batch with respect to weights.
	 *
	 * @param weights by the names of {@link TrainableNetwork#values()}
	 */
	public Query withWeightGradients(final Collection<String> weights) {
		return with(weights.stream().map(Fetch::weightGradient).toArray(Fetch[]::new));
	}

	/** And the class scores. */
	public Query withScores() {
		return with(Fetch.SCORES);
	}

	/** And the activations of layers. */
	public Query withActivation(final String... layers) {
		return with(Stream.of(layers).map(Fetch::activation).toArray(Fetch[]::new));
	}

	/** And what expressions of layers are. */
	public Query withExpressions(final List<Expression> expressions) {
		return with(expressions.stream().map(Fetch::expression).toArray(Fetch[]::new));
	}

	/** And where the objective, a weighted sum of one layer's activations, came from; of one image. */
	public Query withRelevance(final RelevanceRules rules) {
		return new Query(pixels, painted, objective, rule, Optional.of(rules), fetches, padded, inputs,
			replaced).with(Fetch.VALUES, Fetch.RELEVANCE, Fetch.BIAS_RELEVANCE);
	}

	/** And the objective, a weighted sum of one layer's activations, and the multipliers between two images. */
	public Query withMultipliers() {
		return with(Fetch.VALUES, Fetch.MULTIPLIERS);
	}

	/** And the network is given these inputs besides, where it is not given others already. */
	public Query given(final Map<String, Tensor> more) {
		final Map<String, Tensor> all = new HashMap<>(more);
		all.putAll(inputs);
		return new Query(pixels, painted, objective, rule, relevance, fetches, padded, all, replaced);
	}

	/**
	 * And a layer gives these activations, whatever it would have given; what comes before is not run, except
	 * for branches that pass the layer by.
	 *
	 * @param activations one for each image, in the shape of those that the layer gives
	 */
	public Query replacing(final String layer, final Tensor activations) {
		final Map<String, Tensor> more = new HashMap<>(replaced);
		more.put(layer, activations);
		return new Query(pixels, painted, objective, rule, relevance, fetches, padded, inputs, more);
	}

	/** And the painted pictures. */
	public Query withPictures() {
		return with(Fetch.PICTURES);
	}

	private Query with(final Fetch... more) {
		final Set<Fetch> all = new LinkedHashSet<>(fetches);
		all.addAll(Arrays.asList(more));
		return new Query(pixels, painted, objective, rule, relevance, all, padded, inputs, replaced);
	}

	/** The same, refused where the network does not take images of this size. */
	public Query withoutPadding() {
		return new Query(pixels, painted, objective, rule, relevance, fetches, false, inputs, replaced);
	}

	/**
	 * The layers that have to be there; the class scores for an objective or expressions of the image alone.
	 * None where nothing but painted pictures is wanted.
	 */
	public Set<String> layers() {
		final Set<String> layers = layers(objective.map(Objective::expression), fetches);
		layers.addAll(replaced.keySet());
		return layers;
	}

	/** The same for another query of this objective and these fetches. */
	public static Set<String> layers(final Optional<Expression> objective, final Set<Fetch> fetches) {
		final Set<String> layers = new LinkedHashSet<>();
		objective.ifPresent(
			of -> layers.addAll(of.layers().isEmpty() ? Set.of(Expression.LOGITS) : of.layers()));
		fetches.forEach(fetch -> layers.addAll(fetch.layers()));
		final boolean seen = fetches.stream().anyMatch(fetch -> fetch.expression().isPresent());
		if (layers.isEmpty() && seen) layers.add(Expression.LOGITS);
		return layers;
	}

	/** The shape of what the network sees, {@code [n, h, w, c]}. */
	public Shape shape() {
		return pixels.map(Pixels::shape).orElseGet(() -> painted.orElseThrow().shape());
	}

	/** The number of images. */
	public int count() {
		return shape().dimension(0);
	}

	/** The same of images {@code from} to {@code to}, the last excluded. */
	public Query items(final int from, final int to) {
		return new Query(pixels.map(images -> images.items(from, to)),
			painted.map(pictures -> pictures.items(from, to)), objective.map(of -> of.items(from, to)),
			rule, relevance, fetches, padded, inputs, items(replaced, from, to));
	}

	private static Map<String, Tensor> items(final Map<String, Tensor> of, final int from,
		final int to) {
		final Map<String, Tensor> items = new HashMap<>();
		of.forEach((name, batch) -> items.put(name, batch.items(from, to)));
		return items;
	}

	/** The same in so many parts, as equal as can be; at most one for each image. */
	public List<Query> parts(final int parts) {
		return IntStream.range(0, parts)
			.mapToObj(part -> items(count() * part / parts, count() * (part + 1) / parts)).toList();
	}

	/** Whether the network runs backwards for it. */
	public boolean isBackward() {
		return fetches.stream().anyMatch(fetch -> fetch.kind().isBackward());
	}
}
