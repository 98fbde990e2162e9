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

package org.gradiscope.attack.method;

import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AttackMethod.Access;
import org.gradiscope.attack.method.AttackMethod.Family;
import org.gradiscope.attack.method.blackbox.Boundary;
import org.gradiscope.attack.method.blackbox.Evolution;
import org.gradiscope.attack.method.blackbox.HopSkipJump;
import org.gradiscope.attack.method.blackbox.Nes;
import org.gradiscope.attack.method.blackbox.Simba;
import org.gradiscope.attack.method.blackbox.Square;

/** The attacks that ask a network for what it says of images, and for no gradient. */
public final class BlackBoxMethods {

	/** Squares at random, without gradients. */
	public static final AttackMethod SQUARE =
		AttackMethod.of("square", "Andriushchenko 2020", Norm.LINF, Family.BOUNDED, Square::of,
			AttackOptions::square, "queries", "seed").asking(Access.SCORES);
	/** The same in L2. */
	public static final AttackMethod SQUARE_L2 =
		AttackMethod.of("square-l2", "Andriushchenko 2020", Norm.L2, Family.BOUNDED, Square::of,
			AttackOptions::square, "queries", "seed").asking(Access.SCORES);
	/** Many steps along a gradient that is estimated. */
	public static final AttackMethod NES =
		AttackMethod.of("nes", "Ilyas 2018", Norm.LINF, Family.BOUNDED, Nes::of, AttackOptions::nes,
			"queries", "samples", "stepsize", "seed").asking(Access.SCORES);
	/** One value after the other. */
	public static final AttackMethod SIMBA = AttackMethod
		.of("simba", "Guo 2019", Norm.L2, Family.MINIMAL, bound -> Simba.of(Simba.Basis.PIXEL),
			AttackOptions::simba, "queries", "stepsize", "seed")
		.asking(Access.SCORES);
	/** One cosine over the image after the other. */
	public static final AttackMethod SIMBA_DCT = AttackMethod
		.of("simba-dct", "Guo 2019", Norm.L2, Family.MINIMAL, bound -> Simba.of(Simba.Basis.DCT),
			AttackOptions::simba, "queries", "stepsize", "seed")
		.asking(Access.SCORES);
	/** One pixel, or a few, in another colour. */
	public static final AttackMethod EVOLUTION = AttackMethod
		.of("evolution", "Su 2019", Norm.LINF, Family.UNMEASURED, bound -> Evolution.usual(),
			AttackOptions::evolution, "pixels", "queries", "seed")
		.titled("evolution, of one pixel or a few").asking(Access.SCORES);

	/** A random walk along the boundary, from decisions alone. */
	public static final AttackMethod BOUNDARY =
		AttackMethod
			.of("boundary", "Brendel 2018", Norm.L2, Family.MINIMAL, bound -> Boundary.usual(),
				AttackOptions::boundary, "queries", "seed")
			.titled("boundary (L2)").asking(Access.DECISIONS);
	/** Along the boundary's slope, from decisions alone. */
	public static final AttackMethod HOP_SKIP_JUMP = AttackMethod
		.of("hopskipjump", "Chen 2020", Norm.L2, Family.MINIMAL, bound -> HopSkipJump.of(Norm.L2),
			AttackOptions::hopSkipJump, "queries", "seed")
		.titled("hopskipjump (L2)").asking(Access.DECISIONS);
	/** The same in L-infinity. */
	public static final AttackMethod HOP_SKIP_JUMP_LINF = AttackMethod
		.of("hopskipjump-linf", "Chen 2020", Norm.LINF, Family.MINIMAL,
			bound -> HopSkipJump.of(Norm.LINF), AttackOptions::hopSkipJump, "queries", "seed")
		.asking(Access.DECISIONS);

	private BlackBoxMethods() {}
}
