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

package org.gradiscope.engine.tf.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/** Products of matrices. */
final class MatrixOperators {

	private MatrixOperators() {}

	static void register(final Map<String, OnnxOperator> all) {
		all.put("Gemm", MatrixOperators::general);
		all.put("MatMul", MatrixOperators::product);
		all.put("Einsum", MatrixOperators::einsum);
	}

	/** {@code alpha A B + beta C}, A and B transposed as it says. */
	private static List<OnnxValue> general(final OperatorCall call) {
		final Matrix a = Matrix.of(call.input(0), call.flag("transA", false));
		final Matrix b = Matrix.of(call.input(1), call.flag("transB", false));
		final float alpha = call.number("alpha", 1);
		final float beta = call.number("beta", 1);
		final Output<?> product = call.op(Op.MatMul).on(a.output(), b.output())
			.with("transpose_a", a.transposed()).with("transpose_b", b.transposed()).result();
		final Output<?> scaled =
			alpha == 1 ? product : call.op(Op.Mul).on(product, call.number(alpha)).result();
		if (!call.has(2) || beta == 0) return call.result(scaled);
		final OnnxValue c = call.input(2);
		final Output<?> added =
			beta == 1 ? c.output() : call.op(Op.Mul).on(c.output(), call.number(beta)).result();
		final boolean bias = c.isFloat() && c.shape().equals(List.of(scaled.shape().get(1)));
		return call.result(call.op(bias ? Op.BiasAdd : Op.AddV2).on(scaled, added).result());
	}

	/** The last two axes, as they are there or the other way round. */
	private record Matrix(Output<?> output, boolean transposed) {

		static Matrix of(final OnnxValue value, final boolean transposed) {
			final List<Integer> turned = new ArrayList<>(AxisOrder.same(value.rank()).axes());
			final int rank = turned.size();
			turned.add(turned.remove(rank - 2));
			final AxisOrder other = new AxisOrder(turned);
			final boolean there = value.constant().isEmpty() && value.order().equals(other);
			return new Matrix(there ? value.output(other) : value.output(), transposed != there);
		}
	}

	/** As NumPy's {@code matmul}: a vector is a row on the left and a column on the right. */
	private static List<OnnxValue> product(final OperatorCall call) {
		final OnnxValue left = call.input(0);
		final OnnxValue right = call.input(1);
		if (left.rank() == 0 || right.rank() == 0) throw call.refusal("it takes single numbers");
		final OnnxValue row = left.rank() == 1 ? expanded(call, left, 0) : left;
		final OnnxValue column = right.rank() == 1 ? expanded(call, right, 1) : right;
		final Output<?> product = product(call, row, column);
		final List<Long> gone = new ArrayList<>();
		if (left.rank() == 1) gone.add(-2L);
		if (right.rank() == 1) gone.add(-1L);
		return call.result(gone.isEmpty() ? product
			: call.op(Op.Squeeze).on(product).with("squeeze_dims", gone).result());
	}

	private static OnnxValue expanded(final OperatorCall call, final OnnxValue vector,
		final int axis) {
		return call.value(call.op(Op.ExpandDims).on(vector.output(), call.integer(axis)).result(),
			AxisOrder.same(2));
	}

	private static Output<?> product(final OperatorCall call, final OnnxValue left,
		final OnnxValue right) {
		final Matrix a = Matrix.of(left, false);
		final Matrix b = Matrix.of(right, false);
		if (left.rank() == 2 && right.rank() == 2) return call.op(Op.MatMul).on(a.output(), b.output())
			.with("transpose_a", a.transposed()).with("transpose_b", b.transposed()).result();
		return call.op(Op.BatchMatMulV2).on(a.output(), b.output()).with("adj_x", a.transposed())
			.with("adj_y", b.transposed()).result();
	}

	/** TensorFlow takes two tensors, and wants the result written out. */
	private static List<OnnxValue> einsum(final OperatorCall call) {
		final String equation = call.text("equation", "").replace(" ", "");
		final int count = call.inputs().size();
		if (count > 2)
			throw call.refusal("it takes " + count + " tensors, but at most 2 are supported");
		final String whole = equation.contains("->") ? equation : equation + "->" + usual(equation);
		return call.result(call.op(Op.Einsum)
			.onAll(IntStream.range(0, count).<Output<?>>mapToObj(i -> call.input(i).output()).toList())
			.with("equation", whole).result());
	}

	/** Of the letters that stand once, in the order of the alphabet, after those that an ellipsis stands for. */
	private static String usual(final String equation) {
		final StringBuilder letters = new StringBuilder(equation.contains("...") ? "..." : "");
		equation.chars().filter(Character::isLetter)
			.filter(letter -> equation.indexOf(letter) == equation.lastIndexOf(letter)).sorted()
			.forEach(letter -> letters.append((char) letter));
		return letters.toString();
	}
}
