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
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Backward;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.PropagationKind;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adds the multipliers of DeepLIFT (Shrikumar et al. 2017, "Learning Important Features Through
 * Propagating Activation Differences") from a layer down to the pixels of two images that go through
 * together, {@code x} and {@code x'}, with {@code D} the difference between the two:
 * <ul>
 * <li>What is linear hands multipliers back as it does derivatives.</li>
 * <li>A function of one number has the multiplier {@code Dy / Dx} (the rescale rule); its derivative where
 * {@code Dx} is nearly 0.</li>
 * <li>A maximum gives each image's part of {@code Dy} to the place that it is from in that image, as DeepExplain
 * and captum do: {@code max(y, y') - y'} where {@code x} has it, {@code y - max(y, y')} where {@code x'}
 * has it.</li>
 * <li>Of a product of two that both depend on the image, each has the mean of the other over the two images, as
 * {@code D(ab) = Da (b + b') / 2 + Db (a + a') / 2}; the paper has no products.</li>
 * </ul>
 * So the multipliers times the differences of the pixels sum to that of the layer's objective.
 */
public final class MultiplierPropagation {

	/** Differences that are nothing but rounding. */
	private static final float NOTHING = 1e-6f;

	private final RelevancePath path;
	private final RelevanceMath math;
	private final AccumulatedRelevance flow;
	private final Ops tf;

	private MultiplierPropagation(final RelevancePath path, final RelevanceMath math) {
		this.path = path;
		this.math = math;
		tf = math.tf;
		flow = new AccumulatedRelevance(math);
	}

	/**
	 * @param tf where to add them
	 * @param pixels the operation that gives the pixels
	 * @param layer the operation to begin at
	 * @param multipliers of its first output, of the same shape
	 * @return those of the pixels
	 * @throws EngineException if an operation between them has no rule
	 */
	public static Operand<TFloat32> add(final Graph graph, final Ops tf, final String pixels,
		final String layer, final Operand<TFloat32> multipliers) {
		final RelevancePath path = RelevancePath.between(graph, pixels, layer);
		final MultiplierPropagation propagation =
			new MultiplierPropagation(path, new RelevanceMath(graph, tf, true));
		propagation.flow.add(graph.operationOrThrow(layer).output(0), multipliers);
		final List<GraphOperation> backwards = path.forwards();
		Collections.reverse(backwards);
		for (final GraphOperation operation : backwards)
			if (!operation.name().equals(pixels)) propagation.pass(operation);
		return propagation.flow.at(graph.operationOrThrow(pixels).output(0)).orElseThrow();
	}

	private void pass(final GraphOperation operation) {
		final Map<Output<?>, Operand<TFloat32>> arrived = flow.at(operation);
		if (arrived.isEmpty() || isEnd(operation)) return;
		final List<Output<?>> outputs = List.copyOf(arrived.keySet());
		final List<Operand<TFloat32>> multipliers = List.copyOf(arrived.values());
		final List<Output<?>> inputs = path.inputs(operation);
		final Op op = Op.of(operation);
		if (isMaximum(op))
			flow.add(inputs.get(0), ofMaximum(inputs.get(0), outputs.get(0), multipliers.get(0)));
		else if (isLinear(operation)) flow.add(inputs, math.routed(outputs, inputs, multipliers));
		else if (isOfOneNumber(operation))
			flow.add(inputs.get(0), rescaled(inputs.get(0), outputs.get(0), multipliers.get(0)));
		else if (isProduct(op)) product(operation, multipliers.get(0));
		else throw new EngineException("DeepLIFT has no rule for the operation " + operation.type() +
			" of the layer '" + operation.name() +
			"'; take another method, for example gradient-times-input or integrated-gradients.");
	}

	/** Nothing goes back through it. */
	private static boolean isEnd(final GraphOperation operation) {
		final Backward backward = Op.of(operation).backward();
		return backward == Backward.STOPS || backward == Backward.NOTHING;
	}

	private static boolean isMaximum(final Op op) {
		return op == Op.MaxPool || op == Op.MaxPool3D || op == Op.MaxPoolV2 || op == Op.Max;
	}

	private boolean isLinear(final GraphOperation operation) {
		final PropagationKind kind = path.kind(operation);
		final Op op = Op.of(operation);
		return op == Op.Identity || op.is(OpTrait.INTERPOLATES) || op == Op.ResizeArea ||
			op == Op.ResizeBicubic || kind == PropagationKind.ROUTED || kind == PropagationKind.SHARED ||
			kind == PropagationKind.WEIGHED;
	}

	private boolean isOfOneNumber(final GraphOperation operation) {
		return path.inputs(operation).size() == 1 &&
			(Op.of(operation).is(OpTrait.ELEMENTWISE) || path.kind(operation) == PropagationKind.PASSED);
	}

	private static boolean isProduct(final Op op) {
		return op == Op.Mul || op.is(OpTrait.MATRIX_PRODUCT);
	}

	/** The other of the two images, whatever each image has become along the first axis. */
	private Operand<TFloat32> other(final Operand<TFloat32> of) {
		final Operand<TFloat32> copy = tf.identity(of);
		return tf.roll(copy, tf.math.div(tf.shape.size(tf.shape(copy), tf.constant(0)), tf.constant(2)),
			tf.constant(new int[1]));
	}

	private Operand<TFloat32> difference(final Operand<TFloat32> of) {
		return tf.math.sub(of, other(of));
	}

	/** {@code by / Dx}, but the derivative where that is nothing. */
	private Operand<TFloat32> quotient(final Operand<TFloat32> by, final Output<?> input,
		final Output<?> output, final Operand<TFloat32> multiplier) {
		final Operand<TFloat32> dx = difference(GraphOperations.floats(input));
		return tf.select(tf.math.greater(tf.math.abs(dx), tf.constant(NOTHING)),
			tf.math.divNoNan(by, dx), math.back(output, List.of(input), multiplier).get(0));
	}

	private Operand<TFloat32> rescaled(final Output<?> input, final Output<?> output,
		final Operand<TFloat32> multiplier) {
		return quotient(math.times(multiplier, difference(GraphOperations.floats(output))), input,
			output, multiplier);
	}

	private Operand<TFloat32> ofMaximum(final Output<?> input, final Output<?> output,
		final Operand<TFloat32> multiplier) {
		final Operand<TFloat32> y = GraphOperations.floats(output);
		final Operand<TFloat32> its =
			math.times(multiplier, tf.math.sub(tf.math.maximum(y, other(y)), other(y)));
		return quotient(difference(math.back(output, List.of(input), its).get(0)), input, output,
			multiplier);
	}

	private void product(final GraphOperation operation, final Operand<TFloat32> multiplier) {
		final List<Output<?>> factors = GraphOperations.inputs(operation);
		for (int place = 0; place < 2; place++) {
			final List<Operand<?>> inputs = new ArrayList<>(factors);
			final Operand<TFloat32> own = tf.identity(GraphOperations.floats(factors.get(place)));
			final Operand<TFloat32> further = GraphOperations.floats(factors.get(1 - place));
			inputs.set(place, own);
			inputs.set(1 - place, tf.math.mul(tf.math.add(further, other(further)), tf.constant(0.5f)));
			flow.add(factors.get(place),
				math.transposed(math.copied(operation, inputs, 0), List.of(own), multiplier).get(0));
		}
	}
}
