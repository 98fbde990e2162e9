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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.PropagationKind;
import org.gradiscope.engine.tf.graph.ShapeRule;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/**
 * The part of the path that only prepares the image: what this project puts before the network, and the
 * scaling and padding with which many networks begin. It is no layer, so that grey levels keep the
 * relevance of the numbers that they become.
 * <ul>
 * <li>Scaling, shifting and standardising pass relevance as it is.</li>
 * <li>A resize and a crop hand it back by the weights of the interpolation, which add up to 1.</li>
 * <li>A mixture of channels shares it in proportion to its terms, counted from black.</li>
 * </ul>
 */
final class PreprocessingPath {

	/** Added to grey levels of 0..1, so that black has terms to share by. */
	private static final float DARKEST = 1e-6f;

	private final Set<String> names = new HashSet<>();
	private final RelevanceMath math;
	private final RelevancePath path;
	private final String scope;

	/** @param scope that of all that this project puts before a network */
	PreprocessingPath(final RelevanceMath math, final RelevancePath path, final String scope) {
		this.math = math;
		this.path = path;
		this.scope = scope;
		for (final GraphOperation operation : path.forwards())
			if (isOurs(operation) || isPreparation(operation)) names.add(operation.name());
	}

	private boolean isOurs(final GraphOperation operation) {
		return operation.name().startsWith(scope);
	}

	/** One branch that is moved or scaled, its numbers as many as before. */
	private boolean isPreparation(final GraphOperation operation) {
		final List<Output<?>> inputs = path.inputs(operation);
		if (inputs.size() != 1 && !isJoin(operation) || !inputs.stream().allMatch(this::has))
			return false;
		final PropagationKind kind = path.kind(operation);
		final Op op = Op.of(operation);
		if (kind == PropagationKind.ROUTED) return op != Op.Max && op.shape() != ShapeRule.WINDOW;
		return op == Op.Identity || op.is(OpTrait.INTERPOLATES) || kind == PropagationKind.SHARED &&
			isScaling(op) && inputs.get(0).shape().get(-1) == operation.output(0).shape().get(-1);
	}

	/** Number by number; of two that depend on the image, the other is a statistic of it. */
	private static boolean isScaling(final Op op) {
		return op.is(OpTrait.AFFINE) || op == Op.Neg;
	}

	/** Channels put together, as where their order is turned round. */
	private static boolean isJoin(final GraphOperation operation) {
		return Op.of(operation) == Op.ConcatV2 || Op.of(operation) == Op.Pack;
	}

	/** Whether an operation prepares the image by other than moving its numbers. */
	boolean has(final GraphOperation operation) {
		return names.contains(operation.name()) && path.kind(operation) != PropagationKind.ROUTED;
	}

	boolean has(final Output<?> output) {
		return names.contains(output.op().name());
	}

	/** Hands the relevance of an operation back. */
	void pass(final GraphOperation operation, final Operand<TFloat32> relevance,
		final AccumulatedRelevance flow) {
		final Output<?> from =
			path.has(operation.input(0)) ? operation.input(0) : path.inputs(operation).get(0);
		if (isMixture(operation)) flow.add(from, shared(operation, relevance));
		else if (Op.of(operation).is(OpTrait.INTERPOLATES)) flow.add(from,
			math.gradients(List.of(operation.output(0)), List.of(from), List.of(relevance)).get(0));
		else flow.add(from, relevance);
	}

	private boolean isMixture(final GraphOperation operation) {
		return isOurs(operation) && (Op.of(operation) == Op.Conv2D || Op.of(operation) == Op.Conv3D);
	}

	private Operand<TFloat32> shared(final GraphOperation mixture,
		final Operand<TFloat32> relevance) {
		final Operand<TFloat32> grey = math.tf.math
			.add(math.positive(GraphOperations.floats(mixture.input(0))), math.tf.constant(DARKEST));
		final Operand<TFloat32> z =
			math.copied(mixture, List.of(grey, GraphOperations.floats(mixture.input(1))), 0);
		return math.times(grey,
			math.transposed(z, List.of(grey), math.tf.math.divNoNan(relevance, z)).get(0));
	}

	/** What a prepared image would be if all of its pixels were black ({@code 0}) or white ({@code 1}). */
	Operand<TFloat32> uniform(final Output<?> prepared, final float grey) {
		final GraphOperation operation = GraphOperations.source(prepared);
		if (operation.name().equals(scope + "unit") ||
			isOurs(operation) && Op.of(operation).is(OpTrait.INTERPOLATES))
			return math.tf.fill(math.tf.shape(GraphOperations.floats(prepared)), math.tf.constant(grey));
		if (operation.name().equals(scope + "levels"))
			return math.tf.fill(math.tf.shape(GraphOperations.floats(prepared)), math.tf.math
				.add(math.tf.math.mul(scalar("extent"), math.tf.constant(grey)), scalar("minimum")));
		final List<Operand<?>> inputs = new ArrayList<>();
		boolean replaced = false;
		for (int i = 0; i < operation.numInputs(); i++) {
			// A statistic of the image beside it stays what it is.
			final boolean replace = (!replaced || isJoin(operation)) && path.has(operation.input(i));
			inputs.add(replace ? uniform(operation.input(i), grey) : operation.input(i));
			replaced |= replace;
		}
		return math.copied(operation, inputs, prepared.index());
	}

	/** One of the ends of the caller's range. */
	private Operand<TFloat32> scalar(final String name) {
		return math.graph.operationOrThrow(scope + name).output(0);
	}
}
