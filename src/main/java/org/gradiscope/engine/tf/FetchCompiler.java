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

package org.gradiscope.engine.tf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.engine.tf.graph.TensorFlowErrors;
import org.gradiscope.engine.tf.graph.gradient.Differentiation;
import org.gradiscope.engine.tf.graph.gradient.UnreachableException;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Adds what is wanted to a graph of the network with its preprocessing. */
final class FetchCompiler {

	/** TensorFlow Java numbers a scope that is opened twice, so this is not the preprocessor's. */
	private static final String SCOPE = "gradiscope_objective";

	private final Graph graph;
	private final Query query;
	private final ImageSource source;
	private final ModelDescriptor descriptor;
	private final UsualOrder order;
	private final UnaryOperator<String> layers;
	private final Ops tf;
	private final Map<String, Output<TFloat32>> derivatives = new HashMap<>();
	private Output<TFloat32> values;
	private List<Output<?>> picked = List.of();
	private Map<Fetch, String> relevance;

	/**
	 * @param source of the images in the graph
	 * @param order from that of the network's axes
	 * @param layers from the name of a layer to the operation that gives its activations
	 */
	FetchCompiler(final Graph graph, final Query query, final ImageSource source,
		final ModelDescriptor descriptor, final UsualOrder order, final UnaryOperator<String> layers) {
		this.graph = graph;
		this.query = query;
		this.source = source;
		this.descriptor = descriptor;
		this.order = order;
		this.layers = layers;
		this.tf = GraphOps.of(graph).withSubScope(SCOPE);
	}

	/** @return the operation whose first output each is */
	Map<Fetch, String> add() {
		final Map<Fetch, String> operations = new HashMap<>();
		for (final Fetch fetch : query.fetches())
			operations.put(fetch, add(fetch));
		return operations;
	}

	/** What the objective picks channels of, after {@link #add()}. */
	List<Output<?>> picked() {
		return picked;
	}

	private String add(final Fetch fetch) {
		return switch (fetch.kind()) {
			case VALUES -> values().op().name();
			case GRADIENT -> gradient(source.differentiated(), source::gradient);
			case WEIGHT_GRADIENT -> gradient(fetch.layer(), (ops, gradient) -> gradient);
			case LAYER_GRADIENT -> layerGradient(layers.apply(fetch.layer()));
			case ACTIVATION -> activation(layers.apply(fetch.layer()));
			case EXPRESSION -> expression(fetch.expression().orElseThrow()).asOutput().op().name();
			case RELEVANCE, BIAS_RELEVANCE -> relevance().get(fetch);
			case MULTIPLIERS -> RelevanceCompiler.addMultipliers(graph, values(),
				layers.apply(RelevanceCompiler.layer(objective())));
			case PICTURES -> ParameterizationCompiler.PICTURES;
		};
	}

	private String layerGradient(final String operation) {
		return gradient(operation, (ops, gradient) -> order.of(ops, operation, gradient));
	}

	private String activation(final String operation) {
		final Operand<TFloat32> own = existing(operation).output(0);
		return order.of(tf, operation, own).asOutput().op().name();
	}

	/** An operation within a loop is not there where that takes fewer steps. */
	private GraphOperation existing(final String operation) {
		final GraphOperation found = graph.operation(operation);
		if (found == null) throw new EngineException(
			"There is no operation '" + operation + "' in " + descriptor.name() +
				" for an image of this size, as it lies in a loop that takes fewer steps; " +
				"give a larger image, or take another layer.");
		return found;
	}

	private Operand<TFloat32> expression(final Expression of) {
		try {
			return of.in(new ObjectiveCompiler(graph, tf, descriptor, order, layers::apply));
		}
		catch (final TensorFlowException | TFInvalidArgumentException e) {
			throw doesNotFit(of, e);
		}
	}

	private EngineException doesNotFit(final Expression of, final RuntimeException cause) {
		return new EngineException("The objective " + of + " does not fit the shapes of " +
			descriptor.name() + ": " + TensorFlowErrors.of(cause), cause);
	}

	private Expression objective() {
		return query.objective().orElseThrow().expression();
	}

	/** The objective, one value per image. */
	private Output<TFloat32> values() {
		if (values == null) try {
			final ObjectiveCompiler compiler =
				new ObjectiveCompiler(graph, tf, descriptor, order, layers::apply);
			values = tf.withName("values").identity(objective().in(compiler)).asOutput();
			picked = compiler.picked();
		}
		catch (final TensorFlowException | TFInvalidArgumentException e) {
			throw doesNotFit(objective(), e);
		}
		return values;
	}

	/** The gradient of the sum over a batch is each image's own gradient. */
	private String gradient(final String from,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> further) {
		try {
			return tf.withName("gradient").identity(further.apply(tf, derivative(from))).op().name();
		}
		catch (final RuntimeException e) {
			throw withoutGradient(from, e);
		}
	}

	/** Those by the pixels and by weights come from one way back. */
	@SuppressWarnings("unchecked")
	private Output<TFloat32> derivative(final String from) {
		if (!derivatives.containsKey(from)) {
			final List<String> together = together(from);
			final List<Output<?>> all = Differentiation.add(graph, List.of(values()),
				together.stream().<Output<?>>map(each -> existing(each).output(0)).toList(), List.of());
			for (int i = 0; i < all.size(); i++)
				derivatives.put(together.get(i), (Output<TFloat32>) all.get(i));
		}
		return derivatives.get(from);
	}

	private List<String> together(final String from) {
		final List<String> weights = query.fetches().stream()
			.filter(fetch -> fetch.kind() == Fetch.Kind.WEIGHT_GRADIENT).map(Fetch::layer).toList();
		if (!weights.contains(from) && !from.equals(source.differentiated())) return List.of(from);
		if (!query.fetches().contains(Fetch.GRADIENT)) return weights;
		return Stream.concat(weights.stream(), Stream.of(source.differentiated())).toList();
	}

	private EngineException withoutGradient(final String from, final RuntimeException cause) {
		if (cause instanceof EngineException) return (EngineException) cause;
		final boolean unreachable = cause instanceof UnreachableException ||
			String.valueOf(cause.getMessage()).contains("unreachable");
		if (unreachable) return new EngineException("The objective " + objective() +
			" does not depend on " + (from.startsWith(Preprocessor.SCOPE + "/") ? "the image" : from) +
			", so it has no gradient.", cause);
		return new EngineException("The network cannot run backwards: " + TensorFlowErrors.of(cause),
			cause);
	}

	private Map<Fetch, String> relevance() {
		if (relevance == null) {
			final String layer = layers.apply(RelevanceCompiler.layer(objective()));
			relevance = RelevanceCompiler.add(graph, values(), layer, query.relevance().orElseThrow());
		}
		return relevance;
	}
}
