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

package org.gradiscope.engine.tf.relevance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.PropagationKind;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adds the way of relevance from a layer down to the pixels to a graph. Every transposed operation is
 * the gradient of the operation itself, fed with quotients instead of derivatives.
 */
public final class RelevancePropagation {

	private final RelevancePath path;
	private final RelevanceMath math;
	private final AccumulatedRelevance flow;
	private final PreprocessingPath preparation;
	private final RelevanceRules rules;
	private final Map<String, FoldedLayer> blocks = new HashMap<>();

	private RelevancePropagation(final RelevancePath path, final RelevanceMath math,
		final String scope, final RelevanceRules rules) {
		this.path = path;
		this.math = math;
		this.rules = rules;
		flow = new AccumulatedRelevance(math);
		preparation = new PreprocessingPath(math, path, scope);
		findBlocks();
	}

	/** What was added: the relevance of each pixel, and what biases kept of it. */
	public record Added(Operand<TFloat32> pixels, Operand<TFloat32> biases) {}

	/**
	 * @param tf where to add it
	 * @param pixels the operation that gives the pixels
	 * @param scope of the operations that prepare the pixels for the network
	 * @param layer the operation to begin at
	 * @param relevance of its first output, of the same shape
	 * @throws EngineException if an operation between them has no rule
	 */
	public static Added add(final Graph graph, final Ops tf, final String pixels, final String scope,
		final String layer, final Operand<TFloat32> relevance, final RelevanceRules rules) {
		final RelevancePath path = RelevancePath.between(graph, pixels, layer);
		final RelevanceMath math = new RelevanceMath(graph, tf, rules != RelevanceRules.ZERO);
		final RelevancePropagation propagation = new RelevancePropagation(path, math, scope, rules);
		propagation.flow.add(graph.operationOrThrow(layer).output(0), relevance);
		final List<GraphOperation> backwards = path.forwards();
		Collections.reverse(backwards);
		for (final GraphOperation operation : backwards)
			if (!operation.name().equals(pixels)) propagation.pass(operation);
		return new Added(propagation.flow.at(graph.operationOrThrow(pixels).output(0)).orElseThrow(),
			propagation.flow.kept());
	}

	/** Layers with weights, by the last operation that belongs to them. */
	private void findBlocks() {
		for (final GraphOperation operation : path.forwards())
			if (!preparation.has(operation) && path.kind(operation) == PropagationKind.WEIGHED) {
				final FoldedLayer block = new FoldedLayer(path, math.tf, operation);
				blocks.put(block.end().name(), block);
			}
	}

	private void pass(final GraphOperation operation) {
		final Map<Output<?>, Operand<TFloat32>> arrived = flow.at(operation);
		if (!arrived.isEmpty())
			pass(operation, List.copyOf(arrived.keySet()), List.copyOf(arrived.values()));
	}

	private void pass(final GraphOperation operation, final List<Output<?>> outputs,
		final List<Operand<TFloat32>> relevance) {
		if (preparation.has(operation)) preparation.pass(operation, relevance.get(0), flow);
		else if (blocks.containsKey(operation.name()))
			new WeightedLayerRules(math, path, preparation, flow).pass(blocks.get(operation.name()),
				relevance.get(0), rules);
		else switch (path.kind(operation)) {
			case PASSED -> flow.add(path.inputs(operation).get(0), relevance.get(0));
			case ROUTED ->
				flow.add(path.inputs(operation), math.routed(outputs, path.inputs(operation), relevance));
			case SHARED -> share(operation, relevance.get(0));
			default -> throw withoutRule(operation);
		}
	}

	private void share(final GraphOperation operation, final Operand<TFloat32> relevance) {
		final Operand<TFloat32> z = GraphOperations.floats(operation.output(0));
		final Operand<TFloat32> s = math.quotient(relevance, z);
		final List<Output<?>> inputs = path.inputs(operation);
		final List<Operand<TFloat32>> back = math.back(operation.output(0), inputs, s);
		final List<Operand<TFloat32>> terms = new ArrayList<>();
		for (int i = 0; i < inputs.size(); i++)
			terms.add(math.times(GraphOperations.floats(inputs.get(i)), back.get(i)));
		for (int i = 0; i < inputs.size(); i++)
			flow.add(inputs.get(i), terms.get(i));
		flow.keep(z, s, terms);
	}

	static EngineException withoutRule(final GraphOperation operation) {
		return new EngineException("Layer-wise relevance propagation has no rule for the operation " +
			operation.type() + " of the layer '" + operation.name() +
			"'; take another method, for example gradient-times-input or integrated-gradients.");
	}
}
