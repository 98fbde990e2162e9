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

package org.gradiscope.engine.tf.graph.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Backward;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;

/**
 * The operations through which gradients flow from one end to the other, each after all that it takes
 * from.
 */
final class GradientPath {

	private final List<Output<?>> of;
	private final Set<Output<?>> starts;
	private final Map<String, GraphOperation> operations = new LinkedHashMap<>();
	private boolean foreign;

	private GradientPath(final List<Output<?>> of, final Collection<Output<?>> by) {
		this.of = of;
		starts = new HashSet<>(by);
	}

	static GradientPath of(final List<Output<?>> of, final List<Output<?>> by) {
		final GradientPath path = new GradientPath(of, by);
		GraphOperations
			.inOrder(of.stream().map(GraphOperations::source).toList(), GradientPath::followed)
			.forEach(path::add);
		return path;
	}

	private static List<Output<?>> followed(final GraphOperation operation) {
		return passes(operation) ? GraphOperations.inputs(operation) : List.of();
	}

	private void add(final GraphOperation operation) {
		final List<Output<?>> inputs = followed(operation);
		for (final Output<?> input : inputs)
			foreign |= isForeign(operation, input);
		if (inputs.stream().anyMatch(this::has)) operations.put(operation.name(), operation);
	}

	private static boolean passes(final GraphOperation operation) {
		return operation.numOutputs() > 0 && Arrays
			.stream(operation.outputList(0, operation.numOutputs())).anyMatch(GradientPath::isFloat) &&
			!isEnd(operation);
	}

	/** Whether nothing flows back through it, and that is no fault. */
	static boolean isEnd(final GraphOperation operation) {
		return Op.of(operation).backward().isEnd();
	}

	static boolean isFloat(final Output<?> output) {
		return Attributes.isFloat(output.dataType());
	}

	/** Whether gradients flow to what an operation gives. */
	boolean has(final Output<?> output) {
		return isFloat(output) &&
			(starts.contains(output) || operations.containsKey(output.op().name()));
	}

	Collection<GraphOperation> operations() {
		return operations.values();
	}

	List<Output<?>> ends() {
		return of;
	}

	Set<Output<?>> starts() {
		return starts;
	}

	/** The places of an operation's inputs to which gradients flow. */
	List<Integer> places(final GraphOperation operation) {
		final List<Output<?>> inputs = GraphOperations.inputs(operation);
		final List<Integer> places = new ArrayList<>();
		for (int i = 0; i < inputs.size(); i++)
			if (has(inputs.get(i))) places.add(i);
		return places;
	}

	/** Whether an operation needs a rule of ours. */
	boolean needsRule(final GraphOperation operation) {
		return GradientRules.has(operation) &&
			GradientRules.of(operation).applies(operation, places(operation));
	}

	/** Whether TensorFlow's own gradients are right all along. */
	boolean needsNoRule() {
		return !foreign && operations.values().stream().noneMatch(this::needsRule);
	}

	/** Whether TensorFlow might not know that nothing flows back to an input. */
	private static boolean isForeign(final GraphOperation operation, final Output<?> input) {
		final Backward from = Op.of(GraphOperations.source(input)).backward();
		final boolean cast = Op.of(operation) == Op.Cast;
		if (cast && !isFloat(input) && !from.isEnd()) return true;
		return from == Backward.NOTHING && (isFloat(input) || cast);
	}

	/** @throws EngineException if an operation lets no gradient pass */
	void requirePassable() {
		for (final GraphOperation operation : operations.values())
			if (Op.of(operation).backward() == Backward.REFUSED)
				throw BackpropStep.refusal(operation, "");
	}
}
