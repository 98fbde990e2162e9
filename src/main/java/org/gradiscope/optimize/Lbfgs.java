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

package org.gradiscope.optimize;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import org.gradiscope.tensor.ParallelBlocks;

/**
 * L-BFGS, climbing (Liu &amp; Nocedal 1989, "On the Limited Memory BFGS Method for Large Scale
 * Optimization", the two-loop recursion): the direction of a Newton step, by the curvature that the
 * last steps met. Each step is halved until the value has risen enough (Armijo), and a pair is kept
 * only where the curvature is that of a hill, so that directions always lead up.
 * <p>
 * The slope must be the same one during a step; between steps it may change a little.
 * </p>
 */
public final class Lbfgs implements Optimizer {

	/** Nocedal's usual. */
	private static final int MEMORY = 10;
	private static final int HALVINGS = 12;
	/** Of the rise that the slope promises. */
	private static final double ENOUGH = 1e-4;

	private final double firstStep;
	private final Deque<Pair> pairs = new ArrayDeque<>();

	/** A step, and the change of the descent direction along it. */
	private record Pair(float[] step, float[] change, double curvature) {}

	/** @param firstStep the root mean square change of a parameter at the first step, over 0 */
	public Lbfgs(final double firstStep) {
		this.firstStep = firstStep;
	}

	@Override
	public double step(final float[] parameters, final DifferentiableFunction function) {
		final ValueAndGradient start = function.at(parameters.clone());
		final float[] direction = direction(start.gradient());
		final double rise = dot(direction, start.gradient());
		if (!(rise > 0)) {
			pairs.clear();
			return start.value();
		}
		double length = 1;
		for (int halving = 0; halving <= HALVINGS; halving++, length /= 2) {
			final float[] there = moved(parameters, direction, length);
			final ValueAndGradient end = function.at(there);
			if (!(end.value() >= start.value() + ENOUGH * length * rise)) continue;
			remember(parameters, there, start.gradient(), end.gradient());
			System.arraycopy(there, 0, parameters, 0, parameters.length);
			return start.value();
		}
		// The curvature met before no longer holds here.
		pairs.clear();
		return start.value();
	}

	private static float[] moved(final float[] from, final float[] direction, final double length) {
		final float[] there = from.clone();
		add(there, direction, length);
		return there;
	}

	private void remember(final float[] from, final float[] to, final float[] gradientFrom,
		final float[] gradientTo) {
		final float[] step = difference(to, from);
		final float[] change = difference(gradientFrom, gradientTo);
		final double curvature = dot(step, change);
		if (!(curvature > 1e-10 * dot(change, change))) return;
		pairs.addLast(new Pair(step, change, curvature));
		if (pairs.size() > MEMORY) pairs.removeFirst();
	}

	/** The inverse of the curvature times the gradient. */
	private float[] direction(final float[] gradient) {
		final float[] direction = gradient.clone();
		if (pairs.isEmpty()) {
			final double norm = Math.sqrt(dot(gradient, gradient) / gradient.length);
			return norm == 0 ? direction : scaled(direction, firstStep / norm);
		}
		final double[] weights = new double[pairs.size()];
		int i = weights.length;
		for (final Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext();) {
			final Pair pair = newest.next();
			weights[--i] = dot(pair.step, direction) / pair.curvature;
			add(direction, pair.change, -weights[i]);
		}
		final Pair last = pairs.getLast();
		scaled(direction, last.curvature / dot(last.change, last.change));
		for (final Pair pair : pairs) {
			add(direction, pair.step, weights[i] - dot(pair.change, direction) / pair.curvature);
			i++;
		}
		return direction;
	}

	private static float[] scaled(final float[] values, final double factor) {
		ParallelBlocks.of(values.length, (from, to) -> {
			for (int i = from; i < to; i++)
				values[i] *= (float) factor;
		});
		return values;
	}

	private static void add(final float[] values, final float[] others, final double factor) {
		final float by = (float) factor;
		ParallelBlocks.of(values.length, (from, to) -> {
			for (int i = from; i < to; i++)
				values[i] += by * others[i];
		});
	}

	private static float[] difference(final float[] a, final float[] b) {
		final float[] difference = a.clone();
		add(difference, b, -1);
		return difference;
	}

	/** The same to the bit however many processors there are. */
	private static double dot(final float[] a, final float[] b) {
		return ParallelBlocks.sum(a.length, (from, to) -> {
			// Several sums, so that one addition need not wait for the other.
			double even = 0;
			double odd = 0;
			int i = from;
			for (; i < to - 1; i += 2) {
				even += (double) a[i] * b[i];
				odd += (double) a[i + 1] * b[i + 1];
			}
			return i < to ? even + odd + (double) a[i] * b[i] : even + odd;
		});
	}
}
