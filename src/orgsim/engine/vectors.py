"""Two operations that the compiler does not find by itself: on vectors, and fetching a row early."""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

VECTOR = 8
"""Numbers of a vector: 512 bits in double precision."""

CACHE_LINE = 64


@intrinsic
def add_scaled(
    typing_context: Any, target: Any, place: Any, source: Any, rows: Any, factors: Any
) -> Any:
    """target[row, at:at + VECTOR] += Σ factors[i]·source[rows[i], at:at + VECTOR], in this order.

    target, source  two arrays of one float type, C-contiguous, that share no memory
    place           row and at, a multiple of VECTOR within rows of both
    rows, factors   tuples of one length
    """
    number = target.dtype

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        whole = ir.VectorType(context.get_value_type(number), VECTOR)
        bytes_of_one = context.get_abi_sizeof(whole.element)
        row, at = cgutils.unpack_tuple(builder, arguments[1])
        first_column = context.cast(builder, at, place.types[1], types.intp)

        def start(array: Any, array_type: Any, index: Any, index_type: Any) -> Any:
            view = context.make_array(array_type)(context, builder, array)
            columns = cgutils.unpack_tuple(builder, view.shape)[1]
            before = builder.mul(context.cast(builder, index, index_type, types.intp), columns)
            first = builder.gep(view.data, [builder.add(before, first_column)])
            return builder.bitcast(first, whole.as_pointer())

        def repeated(factor: Any) -> Any:
            first = builder.insert_element(
                ir.Constant(whole, ir.Undefined), factor, ir.Constant(ir.IntType(32), 0)
            )
            zeros = ir.Constant(ir.VectorType(ir.IntType(32), VECTOR), None)
            return builder.shuffle_vector(first, ir.Constant(whole, ir.Undefined), zeros)

        goal = start(arguments[0], target, row, place.types[0])
        total = builder.load(goal, align=bytes_of_one)
        for index, index_type, factor in zip(
            cgutils.unpack_tuple(builder, arguments[3]),
            rows.types,
            cgutils.unpack_tuple(builder, arguments[4]),
            strict=True,
        ):
            origin = start(arguments[2], source, index, index_type)
            one = builder.load(origin, align=bytes_of_one)
            total = builder.fadd(total, builder.fmul(repeated(factor), one))
        builder.store(total, goal, align=bytes_of_one)
        return context.get_dummy_value()

    return types.void(target, place, source, rows, factors), generate


@intrinsic
def fetch(typing_context: Any, source: Any, first: Any, after: Any) -> Any:
    """Ask for rows `first` to `after` of a C-contiguous array to be brought near; nothing is changed."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        view = context.make_array(source)(context, builder, arguments[0])
        stride = cgutils.unpack_tuple(builder, view.strides)[0]
        start = builder.bitcast(view.data, ir.IntType(8).as_pointer())
        begin, end = (
            builder.mul(context.cast(builder, row, of_row, types.intp), stride)
            for row, of_row in zip(arguments[1:], (first, after), strict=True)
        )
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [start.type, number, number, number])
        prefetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        with cgutils.for_range_slice(builder, begin, end, ir.Constant(stride.type, CACHE_LINE)) as (
            at,
            _,
        ):
            # to be read, kept as near as can be, data
            flags = [ir.Constant(number, flag) for flag in (0, 3, 1)]
            builder.call(prefetch, [builder.gep(start, [at]), *flags])
        return context.get_dummy_value()

    return types.void(source, first, after), generate
