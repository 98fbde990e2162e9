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

package org.gradiscope.tools;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.Gradiscope;
import org.gradiscope.attack.Attack;
import org.gradiscope.attack.AttackOutcome;
import org.gradiscope.attack.JudgedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.method.blackbox.Boundary;
import org.gradiscope.attack.method.blackbox.HopSkipJump;
import org.gradiscope.attack.method.blackbox.Nes;
import org.gradiscope.attack.method.blackbox.Simba;
import org.gradiscope.attack.method.blackbox.Square;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.TargetModel.QueryLog;
import org.gradiscope.cli.Main;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.AttackPlots;
import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.pattern.PatternGenerator;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tools.ContactSheet.Panel;

/** The picture of the page on black boxes: how far attacks on scores, and on decisions, come with the queries. */
public final class QuerySheet {

	/** Of the drawing, in pixels. */
	private static final int SIDE = 64;
	private static final long SEED = 700_000;
	private static final int QUERIES = 3000;
	private static final double EPSILON = 8;
	/** So many queries find a start and the boundary. */
	private static final int ON_BOUNDARY = 100;
	private static final int HEIGHT = 380;

	private final Gradiscope gradiscope;
	private final Pixels image;
	private final Path folder;

	private QuerySheet(final Gradiscope gradiscope, final Pixels image, final Path folder) {
		this.gradiscope = gradiscope;
		this.image = image;
		this.folder = folder;
	}

	/** Argument: the folder to write into. */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final Path folder = Files.createDirectories(Path.of(arguments[0]));
		try (Gradiscope gradiscope = Gradiscope.open(ModelStore.EMBEDDED)) {
			final QuerySheet sheet = new QuerySheet(gradiscope,
				ImagePixels.read(new ImagePlus("",
					PixelType.GREY_8
						.processor(PatternGenerator.drawGrey(Pattern.NUCLEI, SIDE, SIDE, SEED).values()))),
				folder);
			System.out.println(ContactSheet.write(List.of(List.of(sheet.scores(), sheet.decisions())),
				HEIGHT, folder.resolve("black-box-queries.jpg")));
		}
		System.exit(Main.DONE);
	}

	private Panel scores() throws IOException {
		final Bound bound = new Bound(Norm.LINF, EPSILON);
		final Map<String, List<QueryLog.Point>> courses = new LinkedHashMap<>();
		courses.put("square", course(Square.of(bound).withQueries(QUERIES)));
		courses.put("nes", course(Nes.of(bound).withQueries(QUERIES)));
		courses.put("simba-dct",
			course(Simba.of(Simba.Basis.DCT).withQueries(QUERIES).withFormat(PixelFormat.UINT8)));
		return panel("scores, until it fools", "Probability of the class to be lost", 1, courses);
	}

	private Panel decisions() throws IOException {
		final Map<String, List<QueryLog.Point>> courses = new LinkedHashMap<>();
		courses.put("hopskipjump", distances(HopSkipJump.of(Norm.L2).withQueries(QUERIES)));
		courses.put("boundary", distances(Boundary.usual().withQueries(QUERIES)));
		// The start is far above the boundary, where the first queries lead.
		final double most =
			courses.values().stream().flatMap(List::stream).filter(point -> point.queries() > ON_BOUNDARY)
				.mapToDouble(QueryLog.Point::value).max().orElseThrow();
		return panel("decisions, the nearest that fools, from the boundary on",
			"Root mean square (grey levels)", most, courses);
	}

	/** For each value; the last point is where all queries have been asked. */
	private List<QueryLog.Point> distances(final Attack attack) {
		final double unit = Norm.L2.epsilon(1, image.values().size());
		final List<QueryLog.Point> course = new ArrayList<>();
		for (final QueryLog.Point point : course(attack))
			course.add(new QueryLog.Point(point.queries(), point.value() / unit));
		course.add(new QueryLog.Point(QUERIES, course.get(course.size() - 1).value()));
		return course;
	}

	private List<QueryLog.Point> course(final Attack attack) {
		final int own = Prediction.of(gradiscope.network(), image).get(0).best();
		final AttackOutcome outcome = JudgedAttack
			.of(gradiscope.network(), image, new Criterion.Misclassification(own), PixelFormat.UINT8)
			.run(attack, Progress.NONE).get(0);
		System.err.println(
			attack + ": " + outcome.queries().forwards() + " queries, success " + outcome.success());
		return outcome.queries().course();
	}

	private Panel panel(final String caption, final String quantity, final double most,
		final Map<String, List<QueryLog.Point>> courses) throws IOException {
		final Path file = folder.resolve(caption.substring(0, caption.indexOf(',')) + ".png");
		final ImagePlus plot = AttackPlots.courses(quantity, most, courses, QUERIES, caption);
		Files.write(file, ImageFiles.bytes(plot, "png"));
		return new Panel(caption, file);
	}
}
